"""S: what can be wrong with PostgreSQL, embedded or one's own."""

from schema.problems.model import Problem

PROBLEMS = (
    Problem(
        "S101", "DATABASE_UNREACHABLE", 503,
        "连接不上数据库 {server}：{cause}。",
        "the database {server} cannot be reached: {cause}.",
        "内置数据库用 hub db status 查看、hub db start 启动；自备数据库请核对 HUB_DATABASE_URL。",
        "`hub db status` and `hub db start` for the embedded one; check HUB_DATABASE_URL for your "
        "own.",
    ),
    Problem(
        "S102", "PORT_IN_USE", 503,
        "端口 {host}:{port} 已被占用。",
        "port {host}:{port} is in use.",
        "停止占用它的程序，或改用其他端口（HUB_PORT）。",
        "stop the program that uses it, or choose another port (HUB_PORT).",
    ),
    Problem(
        "S103", "CANNOT_RUN_AS_ROOT", 503,
        "PostgreSQL 不能以 root 运行，而此处又不能切换为普通用户 {user}：{cause}。",
        "PostgreSQL does not run as root, and it cannot be run as user {user} here: {cause}.",
        "改用普通用户运行，或以 HUB_PG_USER 指定普通用户，或以 HUB_DATABASE_URL 连接已有数据库。",
        "run as an ordinary user, name one with HUB_PG_USER, or use a server of your own with "
        "HUB_DATABASE_URL.",
    ),
    Problem(
        "S104", "DATA_DIRECTORY_UNUSABLE", 503,
        "用户 {user} 无法使用目录 {path}：{cause}。",
        "user {user} cannot use the directory {path}: {cause}.",
        "把 HUB_HOME 设到该用户可进入、可写的位置；我们不改动已有目录的权限。",
        "set HUB_HOME to a place that user can enter and write; we change no existing directory's "
        "mode.",
    ),
    Problem(
        "S105", "STARTER_LOCKED", 503,
        "另一个进程正在启动或停止数据库（锁 {lock}），等待 {seconds} 秒后放弃。",
        "another process is starting or stopping the database (lock {lock}); gave up after "
        "{seconds} s.",
        "稍后再试；若该进程已卡住，结束它，锁会随之释放。",
        "try again later; if that process hangs, end it: the lock goes with it.",
    ),
    Problem(
        "S106", "INITDB_FAILED", 503,
        "initdb 未能建立 {path}：\n{log}",
        "initdb could not make {path}:\n{log}",
        "检查磁盘空间和权限；建立失败的目录已移除，可以直接重试。",
        "check disk space and permissions; the unfinished directory is gone, so just try again.",
    ),
    Problem(
        "S107", "SERVER_NOT_READY", 503,
        "PostgreSQL 未能就绪，其日志最后几行：\n{log}",
        "PostgreSQL did not become ready; the last lines of its log:\n{log}",
        "日志 {path} 说明了原因；排除后重试。",
        "its log {path} has the cause; start again when that is mended.",
    ),
    Problem(
        "S108", "SCHEMA_BEHIND", 503,
        "数据库结构为 {current}，程序需要 {head}。",
        "the database's schema is at {current}; this program needs {head}.",
        "运行 hub migrate。",
        "run `hub migrate`.",
    ),
    Problem(
        "S109", "SCHEMA_AHEAD", 503,
        "数据库结构为 {current}，比本程序的 {head} 新。",
        "the database's schema is at {current}, newer than this program's {head}.",
        "升级本程序到写入该数据库的版本。",
        "upgrade the program to the version that wrote this database.",
    ),
    Problem(
        "S110", "BAD_PG_BIN", 503,
        "{path} 中没有可用的 PostgreSQL 程序：{missing}。",
        "{path} does not hold usable PostgreSQL programs: {missing}.",
        "HUB_PG_BIN 应指向含有 initdb、postgres 的目录；不设则用随包安装的版本。",
        "HUB_PG_BIN must be the directory of initdb and postgres; unset it to use the packaged "
        "ones.",
    ),
    Problem(
        "S111", "VERSION_UNSUPPORTED", 503,
        "{server} 是 PostgreSQL {version}，支持的版本是 {supported}。",
        "{server} is PostgreSQL {version}; supported are {supported}.",
        "升级该服务器，或用相应版本的 hub 打开它的数据。",
        "upgrade that server, or open its data with the hub version that made it.",
    ),
    Problem(
        "S112", "BAD_REFERENCE_FILE", 500,
        "区划或科目文件有误：{cause}。",
        "a file of regions or codes is wrong: {cause}.",
        "改正该文件；schema/codes/README.md 说明了它必须满足的规则。数据库未作改动。",
        "correct that file; schema/codes/README.md has its laws. The database is as it was.",
    ),
    Problem(
        "S113", "REFERENCE_MISSING", 503,
        "数据库中还没有区划和科目。",
        "the database holds no regions and codes yet.",
        "运行 hub migrate，它会一并载入。",
        "run `hub migrate`: it loads them too.",
    ),
    Problem(
        "S114", "UNKNOWN_REVISION", 404,
        '没有修订 "{revision}"（已知：{known}）。',
        'there is no revision "{revision}" (known: {known}).',
        "用 hub migrate --check 查看当前修订；base 表示尚无任何表。",
        "`hub migrate --check` shows the current one; base means no tables at all.",
    ),
)  # fmt: skip
