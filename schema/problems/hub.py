"""H: what can be wrong with the hub's settings and commands."""

from schema.problems.model import Problem

PROBLEMS = (
    Problem(
        "H101", "OPEN_NEEDS_LOOPBACK", 500,
        "HUB_AUTH=open 不设访问控制，只能监听本机地址，不能监听 {host}。",
        "HUB_AUTH=open has no access control: it listens on this machine only, not on {host}.",
        "把 HUB_HOST 设为 127.0.0.1。",
        "set HUB_HOST=127.0.0.1.",
    ),
    Problem(
        "H102", "BAD_SETTING", 500,
        "设置 {name} 无效：{cause}。",
        "setting {name} is not valid: {cause}.",
        "更正环境变量 {name}，或删去它以使用默认值。",
        "correct the environment variable {name}, or unset it for its default.",
    ),
    Problem(
        "H103", "UNKNOWN_SOURCE", 404,
        '没有名为 "{name}" 的来源（已知：{known}）。{did_you_mean}',
        'there is no source "{name}" (known: {known}).{did_you_mean}',
        "用 hub sources 查看全部来源。",
        "`hub sources` lists them all.",
    ),
    Problem(
        "H104", "NO_SUCH_REGION", 404,
        '没有代码为 "{text}" 的区划。',
        'there is no region with the code "{text}".',
        "区划代码是六位或九位数字，如 440203 或 440203100。",
        "a region's code has six or nine digits, like 440203 or 440203100.",
    ),
    Problem(
        "H105", "HOST_NOT_KNOWN", 421,
        'HUB_AUTH=open 时只以本机名称应答，不接受名称 "{host}"。',
        'with HUB_AUTH=open the hub answers to this machine\'s own names, not to "{host}".',
        "改用 http://127.0.0.1 或 http://localhost 访问。",
        "ask http://127.0.0.1 or http://localhost.",
    ),
    Problem(
        "H106", "CANNOT_WRITE", 500,
        "无法写入文件 {path}：{cause}。",
        "the file {path} cannot be written: {cause}.",
        "核对目录是否存在、是否有权限、磁盘是否已满。",
        "check that the directory exists, is yours to write to, and has room.",
    ),
)  # fmt: skip
