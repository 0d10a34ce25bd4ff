"""Manager and head office: goods, stock, stores, staff, reports, imports, audit."""
