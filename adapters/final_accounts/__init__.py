"""Final accounts by function that governments publish (支出决算功能分类表), for `hub load`."""
