"""疫苗驱虫、相克、提示与身份卡: what a pet brings along beside its file."""
