//! Is a block article? A scorecard: every measure gives points by the step it has reached, the points are added up.
//!
//! An additive model of log odds. It is as good as trees of twelve leaves over the same measures, and better on sites it never saw.
//!
//! **Source:** boosted stumps (logistic loss), trained by `xtask/train/article.py`; what they reach stands in docs/decisions/0010.

use super::measure::{Measurement, Measures};
use super::weights::{BASE, STEPS};

/// How much of its points a block takes from the list, table or quotation that it is part of: cells say little alone.
const OF_UNIT: f32 = 0.5;

/// The points of each block: log odds of being article.
pub(crate) fn points(page: &Measurement) -> Vec<f32> {
    let mut points: Vec<f32> = page.measures.iter().map(of_block).collect();
    let mut begin = 0;
    for unit in page.units.chunk_by(|a, b| a == b) {
        let blocks = &mut points[begin..begin + unit.len()];
        let mean = blocks.iter().sum::<f32>() / unit.len() as f32;
        blocks.iter_mut().for_each(|p| *p += OF_UNIT * (mean - *p));
        begin += unit.len();
    }
    points
}

fn of_block(measures: &Measures) -> f32 {
    BASE + STEPS.iter().zip(measures).map(|(steps, value)| of_measure(steps, *value)).sum::<f32>()
}

/// The points of the highest step that a value reaches; none below the first.
fn of_measure(steps: &[(f32, f32)], value: f32) -> f32 {
    let reached = steps.partition_point(|(from, _)| *from <= value);
    if reached == 0 { 0.0 } else { steps[reached - 1].1 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_gets_the_points_of_the_step_it_has_reached() {
        let steps = [(0.0, 1.0), (0.5, 2.0)];
        for (value, expected) in [(-0.1, 0.0), (0.0, 1.0), (0.4, 1.0), (0.5, 2.0), (9.0, 2.0)] {
            assert_eq!(of_measure(&steps, value), expected, "{value}");
        }
    }
}
