"""One module per revision; none imports anything of ours."""
