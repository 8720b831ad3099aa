//! Transformations of the plane, as PDF writes them.

/// Where a point (x, y) goes: (ax + cy + e, bx + dy + f).
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Matrix(pub(super) [f64; 6]);

impl Matrix {
    pub(super) const IDENTITY: Self = Self([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    pub(super) fn translation(x: f64, y: f64) -> Self {
        Self([1.0, 0.0, 0.0, 1.0, x, y])
    }

    /// This one, and then `next`.
    pub(super) fn then(self, next: Self) -> Self {
        let (one, two) = (self.0, next.0);
        Self([
            one[0] * two[0] + one[1] * two[2],
            one[0] * two[1] + one[1] * two[3],
            one[2] * two[0] + one[3] * two[2],
            one[2] * two[1] + one[3] * two[3],
            one[4] * two[0] + one[5] * two[2] + two[4],
            one[4] * two[1] + one[5] * two[3] + two[5],
        ])
    }

    pub(super) fn apply(self, x: f64, y: f64) -> (f64, f64) {
        let own = self.0;
        (
            own[0] * x + own[2] * y + own[4],
            own[1] * x + own[3] * y + own[5],
        )
    }

    pub(super) fn is_finite(self) -> bool {
        self.0
            .iter()
            .all(|number| number.is_finite() && number.abs() < 1e9)
    }
}
