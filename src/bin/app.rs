//! App.
fn main(){}
