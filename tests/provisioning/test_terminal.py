"""What others wrote never gives orders to a terminal."""

from provisioning.terminal import printable


def test_vietnamese_and_lines_stay_and_orders_to_the_terminal_are_written_out() -> None:
    assert printable("Hồ sơ “thiếu”\ngiấy") == "Hồ sơ “thiếu”\ngiấy"
    assert printable("\x1b]0;x\x07 \x9b \u202e \ud800 \r") == r"\x1b]0;x\x07 \x9b \u202e \ud800 \r"
