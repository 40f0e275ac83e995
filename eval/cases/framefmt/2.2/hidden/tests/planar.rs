use framefmt::{Format, Fourcc, Layout, PlaneLayout};

fn planes(code: &[u8; 4], width: u32, height: u32, alignment: u32) -> (Vec<(u32, u32, u32)>, u32) {
    let format = Format::from_fourcc(Fourcc::new(code)).expect("known");
    let layout = Layout::new(format, width, height, alignment).expect("laid out");
    let planes: &[PlaneLayout] = layout.planes();
    assert_eq!(layout.stride(), planes[0].stride);
    (
        planes
            .iter()
            .map(|plane| (plane.stride, plane.offset, plane.lines))
            .collect(),
        layout.size(),
    )
}

#[test]
fn nv12_has_two_planes() {
    assert_eq!(planes(b"NV12", 5, 3, 4), (vec![(8, 0, 3), (8, 24, 2)], 40));
    assert_eq!(
        planes(b"NV12", 16, 8, 1),
        (vec![(16, 0, 8), (16, 128, 4)], 192)
    );
    assert_eq!(planes(b"NV12", 7, 2, 1), (vec![(7, 0, 2), (8, 14, 1)], 22));
}

#[test]
fn yuv420_has_three_planes() {
    assert_eq!(
        planes(b"YU12", 5, 3, 4),
        (vec![(8, 0, 3), (4, 24, 2), (4, 32, 2)], 40)
    );
    assert_eq!(
        planes(b"YU12", 4, 4, 1),
        (vec![(4, 0, 4), (2, 16, 2), (2, 20, 2)], 24)
    );
}

#[test]
fn others_have_one() {
    assert_eq!(planes(b"XR24", 5, 3, 16), (vec![(32, 0, 3)], 96));
    assert!(
        Format::ALL
            .iter()
            .filter(|format| format.fourcc() == Fourcc::new(b"NV12"))
            .count()
            == 1
    );
    assert!(
        !Format::from_fourcc(Fourcc::new(b"YU12"))
            .unwrap()
            .has_alpha()
    );
}
