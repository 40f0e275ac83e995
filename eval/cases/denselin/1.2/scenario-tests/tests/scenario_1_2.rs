use denselin::Matrix;

#[test]
fn used_twice() {
    let one = |value| Matrix::new(1, 1, vec![value]).unwrap();
    let mut result = one(7.0);
    one(2.0).multiply_into(&one(3.0), &mut result).unwrap();
    assert_eq!(result.values(), [6.0]);
}
