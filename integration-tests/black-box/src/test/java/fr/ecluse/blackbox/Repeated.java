package fr.ecluse.blackbox;

import static org.citrusframework.actions.SleepAction.Builder.sleep;
import static org.citrusframework.container.RepeatOnErrorUntilTrue.Builder.repeatOnError;
import static org.citrusframework.container.RepeatUntilTrue.Builder.repeat;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;
import org.citrusframework.TestActionBuilder;
import org.citrusframework.container.Sequence;
import org.citrusframework.context.TestContext;
import org.citrusframework.exceptions.CitrusRuntimeException;

/** Steps of a test that are taken again and again, because what they expect takes its time. */
final class Repeated {

    private static final Duration PAUSE = Duration.ofMillis(100);

    private Repeated() {}

    /** Takes these steps until all of them succeed; what failed last fails the test if that is too late. */
    static TestActionBuilder<?> within(Duration limit, TestActionBuilder<?>... steps) {
        Instant end = Instant.now().plus(limit);
        return repeatOnError()
                .until((_, _) -> Instant.now().isAfter(end))
                .autoSleep(PAUSE)
                .actions(steps);
    }

    /** Takes these steps, each of which must succeed each time, until this is so; fails if that is too late. */
    static TestActionBuilder<?> until(Duration limit, Predicate<TestContext> so, TestActionBuilder<?>... steps) {
        Instant end = Instant.now().plus(limit);
        return repeat().until((_, context) -> {
                    if (!so.test(context) && Instant.now().isAfter(end)) {
                        throw new CitrusRuntimeException("not so within " + limit);
                    }
                    return so.test(context);
                })
                .actions(Sequence.Builder.sequential().actions(steps), sleep().milliseconds(PAUSE.toMillis()));
    }
}
