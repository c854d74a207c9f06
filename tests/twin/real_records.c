/* Real registers, unpacked and packed anew in other ways; skipped where there are none. */
#include "source/stream.h"
#include "twins.h"

/* The file's content as plain UTF-8. */
static twin_bytes real_bytes(const char *relative)
{
    char path[PATH_MAX], part[65536];
    twin_bytes all = {0};
    if (!check_shared(path, sizeof path, relative))
        return all;
    stream *s = NULL;
    esep_error error = {0};
    CHECK_INT(stream_open(&s, path, NULL, false, &error), ESEP_OK);
    for (size_t got = 1; s && got > 0; twin_add(&all, part, got))
        CHECK_INT(stream_read(s, part, sizeof part, &got, &error), ESEP_OK);
    stream_close(s);
    return all;
}

static void try_real(twin_bytes *all, esep_change_request asked)
{
    twin t = twin_begin(all->data, all->length, asked);
    twin_try_chunks(&t, 65536);
    twin_try_compressions(&t, 4, 65536);
    t.asked.decimal = "point"; /* standard input cannot be looked at twice */
    twin_try_standard_input(&t);
    twin_end(&t);
    twin_free(all);
}

TEST(chicago)
{
    twin_bytes all = real_bytes("data/records/chicago_aggravated_assaults.csv.gz");
    if (!all.data)
        SKIP("no shared records");
    try_real(&all, (esep_change_request){.by = "district,loc_cat", .period = "2016", .top = 30});
}

TEST(nypd)
{
    twin_bytes all = real_bytes("data/records/nypd_shooting_2006_2019Q3.csv.gz");
    if (!all.data)
        SKIP("no shared records");
    try_real(&all, (esep_change_request){
                       .by = "BORO,PRECINCT", .distinct = "INCIDENT_KEY", .period = "2016", .top = 10});
}

TEST(nypd_sum)
{
    twin_bytes all = real_bytes("data/records/nypd_shooting_2006_2019Q3.csv.gz");
    if (!all.data)
        SKIP("no shared records");
    try_real(&all, (esep_change_request){.by = "BORO", .sum = "X_COORD_CD", .period = "2016"});
}

TEST(fars)
{
    twin_bytes all = real_bytes("data/roads/fars_accident_2014.csv.bz2");
    if (!all.data)
        SKIP("no shared records");
    try_real(&all, (esep_change_request){.by = "STATE",
                                         .date = "YEAR,MONTH,DAY",
                                         .sum = "FATALS",
                                         .where = "HOUR <> 99 and (PEDS > 0 or DRUNK_DR > 0)",
                                         .period = "2014-H2",
                                         .against = "previous-period"});
}

TEST(toronto)
{
    twin_bytes all = real_bytes("data/records/toronto_mci_sample_bom.csv");
    if (!all.data)
        SKIP("no shared records");
    try_real(&all, (esep_change_request){.by = "offence", .date = "occurrencedate", .period = "2018"});
}

/* The police.uk files, one after the other as one file, and apart. */
TEST(police_uk)
{
    static const char *const months[] = {"2018-10", "2018-11", "2018-12", "2019-01", "2019-02"};
    char path[PATH_MAX], relative[100];
    if (!check_shared(path, sizeof path, "data/records/police_uk/2018-10-gwent-street.csv.gz"))
        SKIP("no shared records");
    twin_bytes all = {0};
    for (size_t i = 0; i < 5; i++) {
        snprintf(relative, sizeof relative, "data/records/police_uk/%s-gwent-street.csv.gz", months[i]);
        twin_bytes one = real_bytes(relative);
        one.data[one.length] = '\0';
        const char *body = i ? strchr(one.data, '\n') + 1 : one.data;
        twin_add(&all, body, (size_t)(one.data + one.length - body));
        twin_free(&one);
    }
    esep_change_request asked = {
        .date = "Month", .by = "Crime type", .period = "2019-02", .against = "previous-period"};
    twin t = twin_begin(all.data, all.length, asked);
    *strrchr(path, '/') = '\0';
    strcat(path, "/*-gwent-street.csv.gz");
    const char *const pattern[] = {path, NULL};
    for (asked.threads = 1; asked.threads <= 8; asked.threads += 7)
        twin_try(&t, asked, pattern, TWIN_FIGURES);
    twin_end(&t);
    try_real(&all, asked);
}

int main(void)
{
    RUN(chicago);
    RUN(nypd);
    RUN(nypd_sum);
    RUN(fars);
    RUN(toronto);
    RUN(police_uk);
    return check_finish();
}
