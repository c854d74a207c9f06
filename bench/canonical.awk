# canonical.awk: CSV to lines that can be compared. Without the header, unquoted, fields joined by the unit separator: what differs then is a
# value. The caller sorts. No field of the benchmarks' results has a line end in it.
NR == 1 { next }

{ sub(/\r$/, "") }

!/"/ {
    gsub(/,/, "\037")
    print
    next
}

{
    rest = $0
    line = ""
    while (1) {
        if (substr(rest, 1, 1) == "\"") {
            # Up to the first quote that is not doubled.
            match(rest, /^"([^"]|"")*"/)
            field = substr(rest, 2, RLENGTH - 2)
            gsub(/""/, "\"", field)
        } else {
            match(rest, /^[^,]*/)
            field = substr(rest, 1, RLENGTH)
        }
        line = line field
        rest = substr(rest, RLENGTH + 1)
        if (substr(rest, 1, 1) != ",") break
        rest = substr(rest, 2)
        line = line "\037"
    }
    # What follows a closing quote without a comma is shown, so that it differs.
    print line rest
}
