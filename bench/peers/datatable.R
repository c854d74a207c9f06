# R's data.table: fread of the columns used, as text, then one grouping. datatable.R JOB FILE OUTPUT
suppressPackageStartupMessages(library(data.table))
given <- commandArgs(TRUE)
setDTthreads(as.integer(Sys.getenv("ESEP_BENCH_THREADS", "2")))

chicago <- list(separator = ",", columns = c(date = "Date", type = "Primary Type", district = "District", arrest = "Arrest"),
                year = 7, month = 1, groups = c("month", "type", "district"))
job <- switch(given[1],
  chicago = chicago,
  wide = chicago,
  cyrillic = list(separator = ";", columns = c(date = "дата", article = "статья", district = "район", damage = "ущерб"),
                  year = 7, month = 4, groups = c("month", "article", "district")),
  many = list(separator = ",", columns = c(date = "date", category = "category"), year = 1, month = 6,
              groups = c("month", "category")))

records <- fread(given[2], sep = job$separator, quote = "\"", na.strings = NULL, encoding = "UTF-8", showProgress = FALSE,
                 select = list(character = setdiff(unname(job$columns), "ущерб"), numeric = intersect(job$columns, "ущерб")))
setnames(records, unname(job$columns), names(job$columns))
records[, month := paste0(substr(date, job$year, job$year + 3), "-", substr(date, job$month, job$month + 1))]
# Doubles hold whole numbers exactly up to 2^53; no sum here comes near.
cells <- switch(given[1],
  cyrillic = records[, .(count = .N, damage = sum(damage)), keyby = c(job$groups)],
  many = records[, .(count = .N), keyby = c(job$groups)],
  records[, .(count = .N, arrests = sum(arrest == "true")), keyby = c(job$groups)])
options(scipen = 999)
fwrite(cells, given[3])
