#include "base/interrupt.h"
#include "check.h"

#include <signal.h>

TEST(nobody_listens)
{
    CHECK(!esep_interrupt());
    interrupt_listen();
    CHECK(!interrupt_asked());
    CHECK(!interrupt_ignore());
    CHECK(!esep_interrupt());
}

TEST(whoever_listens_is_told)
{
    interrupt_listen();
    CHECK(esep_interrupt());
    CHECK(interrupt_asked());
    CHECK(interrupt_ignore());
}

TEST(what_was_asked_before_is_over)
{
    interrupt_listen();
    CHECK(!interrupt_asked());
    CHECK(!interrupt_ignore());
}

TEST(one_within_another_hears_the_same)
{
    interrupt_listen();
    interrupt_listen();
    CHECK(esep_interrupt());
    CHECK(interrupt_ignore());
    interrupt_listen();
    CHECK(interrupt_asked());
    CHECK(interrupt_ignore());
    CHECK(interrupt_ignore());
    CHECK(!esep_interrupt());
}

static void on_signal(int number)
{
    (void)number;
    esep_interrupt();
}

TEST(from_a_signal)
{
    signal(SIGUSR1, on_signal);
    raise(SIGUSR1);
    interrupt_listen();
    CHECK(!interrupt_asked());
    raise(SIGUSR1);
    CHECK(interrupt_ignore());
}

int main(void)
{
    RUN(nobody_listens);
    RUN(whoever_listens_is_told);
    RUN(what_was_asked_before_is_over);
    RUN(one_within_another_hears_the_same);
    RUN(from_a_signal);
    return check_finish();
}
