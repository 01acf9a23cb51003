module secondstory

go 1.26
