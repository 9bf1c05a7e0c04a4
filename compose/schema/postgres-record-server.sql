SELECT format('ALTER DATABASE %I SET temporal_start.server = %L', :'name', :'server') \gexec
