//! The two functions of the system's zlib that a seal needs.
use std::os::raw::{c_int, c_uchar, c_ulong};

extern "C" {
    fn compressBound(length: c_ulong) -> c_ulong;
    fn compress2(
        to: *mut c_uchar,
        to_length: *mut c_ulong,
        from: *const c_uchar,
        from_length: c_ulong,
        level: c_int,
    ) -> c_int;
}

pub fn compress(bytes: &[u8]) -> Vec<u8> {
    let mut length = unsafe { compressBound(bytes.len() as c_ulong) };
    let mut packed = vec![0; length as usize];
    let status = unsafe {
        compress2(packed.as_mut_ptr(), &mut length, bytes.as_ptr(), bytes.len() as c_ulong, 9)
    };
    // The bound makes a full buffer impossible; what is left is memory, which Rust would not survive either.
    assert_eq!(status, 0, "zlib could not compress");
    packed.truncate(length as usize);
    packed
}
