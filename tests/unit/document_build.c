#include "check.h"
#include "document/document.h"

#include "base/error.h"

static document *started(void)
{
    document *d = NULL;
    CHECK(document_create(&d, NULL) == ESEP_OK);
    return d;
}

TEST(texts_are_copied)
{
    document *d = started();
    char name[] = "district";
    char cell[] = "11";
    const document_column column = {.header_text = text_from(name),
                                    .header_value = {.kind = DOCUMENT_TEXT, .as.words = text_from(cell)}};
    document_table *table = document_add_table(d, &column, 1, 1);
    *document_cell(table, 0, 0) = document_text(d, text_from(cell));
    const document_value loose = {.kind = DOCUMENT_TEXT, .as.words = text_from(cell)};
    document_value says = document_says(d, MESSAGE_YES, &loose, 1);
    name[0] = cell[0] = '#';
    CHECK(text_equal(table->columns[0].header_text, text_from("district")));
    CHECK(text_equal(table->columns[0].header_value.as.words, text_from("11")));
    CHECK(text_equal(document_cell(table, 0, 0)->as.words, text_from("11")));
    CHECK(text_equal(says.as.message->arguments[0].as.words, text_from("11")));
    document_free(d);
}

TEST(missing_is_not_empty)
{
    document *d = started();
    CHECK_INT(document_text(d, (text){0}).kind, DOCUMENT_EMPTY);
    CHECK_INT(document_text(d, text_from("")).kind, DOCUMENT_TEXT);
    CHECK_INT(document_words(d, NULL).kind, DOCUMENT_EMPTY);
    CHECK(!d->failed);
    document_free(d);
}

TEST(new_cells_are_empty_and_blocks_keep_their_order)
{
    document *d = started();
    const document_column columns[2] = {{.machine_name = "a"}, {.machine_name = "b"}};
    document_add(d, DOCUMENT_TITLE, MESSAGE_YES, NULL, 0);
    document_table *table = document_add_table(d, columns, 2, 3);
    document_add(d, DOCUMENT_NOTE, MESSAGE_NO, NULL, 0);
    for (size_t i = 0; i < 6; i++)
        CHECK_INT(document_cell(table, i / 2, i % 2)->kind, DOCUMENT_EMPTY);
    CHECK_INT(table->roles[2], DOCUMENT_BODY);
    CHECK_STRING(table->machine_name, "rows");
    CHECK_INT(d->first->kind, DOCUMENT_TITLE);
    CHECK(d->first->next->table == table);
    CHECK(d->last == d->first->next->next && d->last->message->id == MESSAGE_NO);
    document_free(d);
}

TEST(facts_are_a_tree)
{
    document *d = started();
    document_fact *list = document_fact_array(d, &d->facts, "list");
    document_fact_value(d, list, NULL, document_count(1, DOCUMENT_PLAIN));
    document_fact_value(d, list, NULL, document_count(2, DOCUMENT_PLAIN));
    document_fact_object(d, &d->facts, "object");
    CHECK_STRING(d->facts.first->name, "list");
    CHECK_STRING(d->facts.last->name, "object");
    CHECK_INT(list->first->next->value.as.count, 2);
    CHECK(document_fact_object(d, NULL, "x") == NULL && document_fact_array(d, NULL, "x") == NULL);
    document_free(d);
}

TEST(a_table_beyond_memory_is_remembered)
{
    document *d = started();
    const document_column columns[2] = {{.machine_name = "a"}, {.machine_name = "b"}};
    esep_error error = {0};
    CHECK(document_status(d, &error) == ESEP_OK);
    CHECK(document_add_table(d, columns, 2, SIZE_MAX / 2 + 1) == NULL);
    CHECK(d->first == NULL);
    CHECK_INT(document_status(d, &error), ESEP_SYSTEM);
    CHECK_INT(error.message, MESSAGE_OUT_OF_MEMORY);
    document_free(d);
    document_free(NULL);
}

int main(void)
{
    RUN(texts_are_copied);
    RUN(missing_is_not_empty);
    RUN(new_cells_are_empty_and_blocks_keep_their_order);
    RUN(facts_are_a_tree);
    RUN(a_table_beyond_memory_is_remembered);
    return check_finish();
}
