//! Tables that hold a page together, told from tables that hold data.

use dom_query::{Element, NodeId, NodeRef};

use super::steps::{Step, Steps};
use super::visible::attribute;

/// A cell with more text than this is no figure.
const LONGEST_CELL: usize = 300;

/// The tables below a node that only place things on the page, sorted: they hold others, long texts, or a single column.
pub(super) fn layouts(root: NodeRef<'_>) -> Vec<NodeId> {
    let mut layouts = Vec::new();
    let mut open: Vec<Table> = Vec::new();
    // What the open elements are, each with whether it is a table, row, cell or other.
    let mut parts: Vec<Part> = Vec::new();
    let mut steps = Steps::below(root);
    while let Some(step) = steps.next(true) {
        match step {
            Step::Enter(node) => {
                let part = node.query_or(Part::Other, |node| {
                    node.as_element().map_or(Part::Other, Part::of)
                });
                match part {
                    Part::Table { is_placing } => {
                        if let Some(outer) = open.last_mut() {
                            outer.is_layout = true;
                        }
                        open.push(Table::new(node.id, is_placing));
                    }
                    Part::Row => {
                        if let Some(table) = open.last_mut() {
                            table.cells = 0;
                        }
                    }
                    Part::Cell => {
                        if let Some(table) = open.last_mut() {
                            table.cells += 1;
                            table.most_cells = table.most_cells.max(table.cells);
                            table.cell_length = 0;
                        }
                    }
                    Part::Other => {
                        if let Some(table) = open.last_mut() {
                            let length = node.query_or(0, |node| match &node.data {
                                dom_query::NodeData::Text { contents } => contents.trim().len(),
                                _ => 0,
                            });
                            table.cell_length += length;
                            table.is_layout |= table.cell_length > LONGEST_CELL;
                        }
                    }
                }
                parts.push(part);
            }
            Step::Leave => {
                if let Some(Part::Table { .. }) = parts.pop()
                    && let Some(table) = open.pop()
                    && (table.is_layout || table.most_cells < 2)
                {
                    layouts.push(table.id);
                }
            }
        }
    }
    layouts.sort_unstable();
    layouts
}

struct Table {
    id: NodeId,
    is_layout: bool,
    cells: usize,
    most_cells: usize,
    cell_length: usize,
}

impl Table {
    fn new(id: NodeId, is_layout: bool) -> Self {
        Self {
            id,
            is_layout,
            cells: 0,
            most_cells: 0,
            cell_length: 0,
        }
    }
}

#[derive(Clone, Copy)]
enum Part {
    Table { is_placing: bool },
    Row,
    Cell,
    Other,
}

impl Part {
    fn of(element: &Element) -> Self {
        match &*element.name.local {
            "table" => Self::Table {
                is_placing: attribute(element, "role").is_some_and(|role| role == "presentation"),
            },
            "tr" => Self::Row,
            "td" | "th" => Self::Cell,
            _ => Self::Other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use dom_query::Document;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[track_caller]
    fn check(html: &str, expected: usize) {
        let document = Document::from(html);
        assert_eq!(layouts(document.root()).len(), expected, "{html}");
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn tables_of_data_are_none() {
        check("<table><tr><th>a<th>b<tr><td>1<td>2</table>", 0);
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn tables_that_place_things_are_found() {
        check("<table role=presentation><tr><td>a<td>b</table>", 1);
        check("<table><tr><td>a<tr><td>b</table>", 1);
        check(
            "<table><tr><td>a<td><table><tr><td>1<td>2</table></table>",
            1,
        );
        check(
            &format!("<table><tr><td>a<td><p>{}</table>", "word ".repeat(80)),
            1,
        );
    }
}
