"""What the three processes around a camera tell each other without ever waiting for one another."""

from ctypes import Structure, c_int64


class Signs(Structure):
    """Single numbers in shared memory, each written by one process only. Times are the monotonic clock's nanoseconds;
    0 is never."""

    _fields_ = (
        ("arrived_ns", c_int64),
        ("changed_ns", c_int64),
        ("stirred_ns", c_int64),
        ("wanted_ns", c_int64),
        ("looked_ns", c_int64),
        ("doubt_ns", c_int64),
        ("advice", c_int64),
    )
    arrived_ns: int  # by the camera's process: the source gave a picture
    changed_ns: int  # by the camera's process: and one that was not the same as the one before
    stirred_ns: int  # by the camera's process: something was there that had not been there a while before
    wanted_ns: int  # by the screen's process: somebody wants to see every picture
    looked_ns: int  # by the decoder's process: it is alive
    doubt_ns: int  # by the decoder's process: it has read something once, and needs to see it again
    advice: int  # by the decoder's process: an exposure.Advice
