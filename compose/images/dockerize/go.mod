module temporal-start/images/dockerize

go 1.21
