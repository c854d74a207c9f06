# table.awk: one job's runs as a table in Markdown. Each line of input is a contestant's name, its file's bytes and rows, its outcome, and the
# name of its file of costs (a line a run: wall, user, system, peak, status), separated by tabs.
BEGIN {
    FS = "\t"
    row("", "wall s", "min", "max", "CPU s", "min", "max", "peak MB", "MB/s", "ns/row", "wall x", "CPU x", "runs", "outcome")
    rule()
}

{
    runs = 0
    while ((getline line < $5) > 0) {
        split(line, cost, " ")
        if (cost[5] != 0) continue
        runs++
        wall[runs] = cost[1] + 0
        cpu[runs] = cost[2] + cost[3]
        peak[runs] = cost[4] + 0
    }
    close($5)
    if (runs == 0) {
        row($1, "", "", "", "", "", "", "", "", "", "", "", 0, $4)
        next
    }
    sort(wall, runs); sort(cpu, runs); sort(peak, runs)
    w = median(wall, runs); c = median(cpu, runs)
    # All are set against the first that worked.
    if (!first++) { first_wall = w; first_cpu = c }
    row($1, seconds(w), seconds(wall[1]), seconds(wall[runs]), seconds(c), seconds(cpu[1]), seconds(cpu[runs]),
        sprintf("%.0f", peak[runs]), sprintf("%.0f", $2 / w / 1e6), sprintf("%.1f", w / $3 * 1e9),
        ratio(w, first_wall), ratio(c, first_cpu), runs, $4)
}

function seconds(s) { return sprintf(s < 0.1 ? "%.4f" : s < 10 ? "%.3f" : "%.1f", s) }

function ratio(a, b) { return b > 0 ? sprintf(a / b < 10 ? "%.2f" : "%.1f", a / b) : "" }

function median(values, n) { return n % 2 ? values[(n + 1) / 2] : (values[n / 2] + values[n / 2 + 1]) / 2 }

function sort(values, n,    i, j, value) {
    for (i = 2; i <= n; i++) {
        value = values[i]
        for (j = i - 1; j >= 1 && values[j] > value; j--) values[j + 1] = values[j]
        values[j + 1] = value
    }
}

function row(name, wall, wall_min, wall_max, cpu, cpu_min, cpu_max, peak, speed, each, wall_ratio, cpu_ratio, runs, outcome) {
    printf "| %-26s | %7s | %7s | %7s | %7s | %7s | %7s | %7s | %6s | %7s | %6s | %6s | %4s | %s |\n", name, wall,
        wall_min, wall_max, cpu, cpu_min, cpu_max, peak, speed, each, wall_ratio, cpu_ratio, runs, outcome
}

function rule() {
    print "|:---------------------------|--------:|--------:|--------:|--------:|--------:|--------:|--------:|-------:|--------:|-------:|-------:|-----:|:--|"
}
