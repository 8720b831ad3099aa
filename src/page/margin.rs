//! Where notes stand in the margin: at the height of their words, without overlap, as near as they fit.
//!
//! One downward sweep gives each note the height of its words and pushes down what overlaps; runs of
//! touching notes are then moved up together to the mean of what their members want, as in isotonic
//! regression by pooling adjacent violators (Best and Chakravarti 1990). When the column is too full, the longest
//! notes are shown as one line each until the rest fits.

/// A note to be placed, in reading order; all lengths in CSS pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MarginNote {
    /// Top of the words that the note belongs to.
    pub anchor: f64,
    /// Its height when it is shown in full.
    pub height: f64,
    /// Its height as one line.
    pub collapsed: f64,
}

/// A stretch of the margin in which no note may stand, as beside a wide figure.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Band {
    /// Where it begins.
    pub top: f64,
    /// Where it ends.
    pub bottom: f64,
}

/// Where a note goes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Placement {
    /// Its top.
    pub top: f64,
    /// Whether it is shown as one line.
    pub collapsed: bool,
}

/// Places all notes between `top` and `bottom`, with at least `gap` between two.
///
/// No note is ever dropped: if even one line each is more than the column holds, the notes run on below
/// `bottom`. Notes do not overlap each other; a note that would cut a band goes below it.
#[must_use]
pub fn arrange(
    notes: &[MarginNote],
    bands: &[Band],
    (top, bottom): (f64, f64),
    gap: f64,
) -> Vec<Placement> {
    let mut collapsed = vec![false; notes.len()];
    let room = bottom - top - bands.iter().map(|band| band.bottom - band.top).sum::<f64>();
    let mut longest: Vec<usize> = (0..notes.len()).collect();
    longest.sort_by(|one, two| {
        notes[*two]
            .height
            .total_cmp(&notes[*one].height)
            .then(two.cmp(one))
    });
    let mut needed: f64 = notes.iter().map(|note| note.height + gap).sum();
    for index in longest {
        if needed <= room {
            break;
        }
        needed -= (notes[index].height - notes[index].collapsed).max(0.0);
        collapsed[index] = true;
    }
    let height = |index: usize| {
        let note = notes[index];
        if collapsed[index] {
            note.collapsed
        } else {
            note.height
        }
    };
    let tops = pooled(notes, height, (top, bottom), gap);
    let mut placements = Vec::with_capacity(notes.len());
    let mut free = f64::NEG_INFINITY;
    for (index, wanted) in tops.into_iter().enumerate() {
        let mut at = wanted.max(free);
        for band in bands {
            if at < band.bottom && at + height(index) > band.top {
                at = band.bottom;
            }
        }
        free = at + height(index) + gap;
        placements.push(Placement {
            top: at,
            collapsed: collapsed[index],
        });
    }
    placements
}

/// A run of notes that touch, moved as one.
struct Run {
    /// Sum of the tops that its members want for the run's first note.
    wanted: f64,
    count: f64,
    height: f64,
    members: usize,
}

fn pooled(
    notes: &[MarginNote],
    height: impl Fn(usize) -> f64,
    (top, bottom): (f64, f64),
    gap: f64,
) -> Vec<f64> {
    let total: f64 = (0..notes.len()).map(|index| height(index) + gap).sum();
    let start_of = |run: &Run, before: f64, after: f64| {
        (run.wanted / run.count)
            .min(bottom - after - run.height)
            .max(top + before)
    };
    let mut runs: Vec<Run> = Vec::new();
    let mut placed = 0.0;
    for (index, note) in notes.iter().enumerate() {
        let own = height(index) + gap;
        placed += own;
        let mut run = Run {
            wanted: note.anchor,
            count: 1.0,
            height: own,
            members: 1,
        };
        while let Some(last) = runs.last() {
            let before_run = placed - run.height;
            let before_last = before_run - last.height;
            let start = start_of(&run, before_run, total - placed);
            let last_start = start_of(last, before_last, total - before_run);
            if last_start + last.height <= start {
                break;
            }
            // What the later run wants for its first note is so much less for the earlier run's first.
            run = Run {
                wanted: last.wanted + run.wanted - run.count * last.height,
                count: last.count + run.count,
                height: last.height + run.height,
                members: last.members + run.members,
            };
            runs.pop();
        }
        runs.push(run);
    }
    let mut tops = Vec::with_capacity(notes.len());
    let mut before = 0.0;
    for run in &runs {
        let mut at = start_of(run, before, total - before - run.height);
        for _ in 0..run.members {
            let own = height(tops.len()) + gap;
            tops.push(at);
            at += own;
        }
        before += run.height;
    }
    tops
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    fn notes(anchors: &[f64]) -> Vec<MarginNote> {
        anchors
            .iter()
            .map(|anchor| MarginNote {
                anchor: *anchor,
                height: 50.0,
                collapsed: 20.0,
            })
            .collect()
    }

    #[track_caller]
    fn check(anchors: &[f64], bands: &[Band], bottom: f64, expected: &[(f64, bool)]) {
        let placed = arrange(&notes(anchors), bands, (0.0, bottom), 10.0);
        let found: Vec<_> = placed
            .iter()
            .map(|placement| (placement.top, placement.collapsed))
            .collect();
        assert_eq!(found, expected);
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn a_note_with_room_stands_at_its_words() {
        check(
            &[40.0, 300.0],
            &[],
            1000.0,
            &[(40.0, false), (300.0, false)],
        );
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn notes_that_crowd_share_the_distance() {
        check(
            &[300.0, 300.0],
            &[],
            1000.0,
            &[(270.0, false), (330.0, false)],
        );
        check(
            &[0.0, 0.0, 10.0],
            &[],
            1000.0,
            &[(0.0, false), (60.0, false), (120.0, false)],
        );
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn a_run_keeps_inside_the_column() {
        check(
            &[980.0, 990.0],
            &[],
            1000.0,
            &[(880.0, false), (940.0, false)],
        );
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn a_column_too_full_shows_the_longest_notes_as_one_line() {
        let mut crowd = notes(&[0.0, 0.0, 0.0]);
        crowd[1].height = 100.0;
        let placed = arrange(&crowd, &[], (0.0, 180.0), 10.0);
        let collapsed: Vec<_> = placed.iter().map(|placement| placement.collapsed).collect();
        assert_eq!(collapsed, [false, true, false]);
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn no_note_is_dropped_when_nothing_fits() {
        check(&[0.0, 0.0], &[], 30.0, &[(0.0, true), (30.0, true)]);
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn no_note_stands_beside_a_wide_figure() {
        let figure = Band {
            top: 100.0,
            bottom: 400.0,
        };
        check(
            &[90.0, 120.0],
            &[figure],
            1000.0,
            &[(400.0, false), (460.0, false)],
        );
    }

    #[wasm_bindgen_test(unsupported = test)]
    fn notes_never_overlap_and_keep_their_order() {
        // A small generator of odd columns; the constants are those of Numerical Recipes' quick generator.
        let mut state = 7_u32;
        let mut next = |limit: u32| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            f64::from((state >> 8) % limit)
        };
        for _ in 0..200 {
            let mut anchors: Vec<f64> = (0..12).map(|_| next(900)).collect();
            anchors.sort_by(f64::total_cmp);
            let crowd: Vec<_> = anchors
                .iter()
                .map(|anchor| MarginNote {
                    anchor: *anchor,
                    height: 20.0 + next(120),
                    collapsed: 20.0,
                })
                .collect();
            let placed = arrange(&crowd, &[], (0.0, 900.0), 8.0);
            for index in 1..placed.len() {
                let above = &placed[index - 1];
                let height = if above.collapsed {
                    20.0
                } else {
                    crowd[index - 1].height
                };
                assert!(
                    above.top + height <= placed[index].top + 0.001,
                    "{placed:?}"
                );
            }
        }
    }
}
