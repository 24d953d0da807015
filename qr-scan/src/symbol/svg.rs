//! The symbol as an SVG picture.

use std::fmt::Write as _;

use super::{QUIET_ZONE, Symbol};

impl Symbol {
    /// An SVG picture with the quiet zone: black on white, one unit a module, as large as where it is put.
    pub fn to_svg(&self) -> String {
        let side = self.side();
        let mut path = String::new();
        for row in 0..self.modules() {
            let mut column = 0;
            while column < self.modules() {
                let length = (column..self.modules()).take_while(|column| self.is_dark(*column, row)).count();
                if length > 0 {
                    let (x, y) = (column + QUIET_ZONE, row + QUIET_ZONE);
                    let _ = write!(path, "M{x} {y}h{length}v1h-{length}z"); // writing to a String can't fail
                }
                column += length + 1; // the module behind a dark run is light
            }
        }
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\" \
             shape-rendering=\"crispEdges\">\
             <path fill=\"#fff\" d=\"M0 0h{side}v{side}H0z\"/><path d=\"{path}\"/></svg>\n"
        )
    }
}

#[cfg(test)]
mod tests {
    use crate::{Level, QUIET_ZONE, Symbol};

    /// Draws the runs of the path again.
    #[test]
    fn the_path_covers_the_dark_modules_and_no_others() {
        let symbol = Symbol::new("ຮ້ານ", Level::Medium).unwrap();
        let svg = symbol.to_svg();
        let (_, path) = svg.split_once("<path d=\"").unwrap();
        let (path, _) = path.split_once('"').unwrap();
        let mut dark = vec![vec![false; symbol.modules()]; symbol.modules()];
        for run in path.split_terminator('z') {
            let (start, rest) = run.strip_prefix('M').unwrap().split_once('h').unwrap();
            let (length, rest) = rest.split_once("v1h-").unwrap();
            assert_eq!(length, rest);
            let (x, y) = start.split_once(' ').unwrap();
            let [x, y, length] = [x, y, length].map(|number| number.parse::<usize>().unwrap());
            for column in x..x + length {
                dark[y - QUIET_ZONE][column - QUIET_ZONE] = true;
            }
        }
        for (row, columns) in dark.iter().enumerate() {
            for (column, dark) in columns.iter().enumerate() {
                assert_eq!(*dark, symbol.is_dark(column, row), "{column} {row}");
            }
        }
    }

    #[test]
    fn the_picture_has_a_quiet_zone() {
        let svg = Symbol::new("dlak", Level::Medium).unwrap().to_svg();
        assert!(svg.contains("viewBox=\"0 0 29 29\""), "{svg}");
    }
}
