-- Not `temporal-sql-tool create-database`: it does not quote the name, so My-Db would become something else.
SELECT format('CREATE DATABASE %I', :'name') \gexec
