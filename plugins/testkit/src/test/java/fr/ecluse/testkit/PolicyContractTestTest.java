package fr.ecluse.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.ecluse.testkit.UpperCasePolicy.Fault;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each case of the contract test notices a policy that breaks what it is about. */
@SuppressWarnings("JUnitMethodInvoked") // the cases are what is tested here
class PolicyContractTestTest {

    @TempDir
    private Path folder;

    private interface Case {
        void run(UpperCaseContractTest test) throws Exception;
    }

    @Test
    void aLostEventIsNoticed() {
        requireNoticed(Fault.LOSES_THE_LAST_EVENT, PolicyContractTest::aStreamComesOutInOrderHoweverItIsCut);
        requireNoticed(Fault.LOSES_THE_LAST_EVENT, PolicyContractTest::aPauseInAStreamLosesNothing);
    }

    @Test
    void anotherOrderIsNoticed() {
        requireNoticed(Fault.REORDERS, PolicyContractTest::aStreamComesOutInOrderHoweverItIsCut);
    }

    @Test
    void anEventAfterTheEndIsNoticed() {
        requireNoticed(Fault.EMITS_AFTER_THE_END, PolicyContractTest::aStreamThatBreaksEndsQuietly);
    }

    @Test
    void aWordInTheLogIsNoticed() {
        requireNoticed(Fault.LOGS_THE_BODY, PolicyContractTest::noWordOfACallerShowsAnywhere);
    }

    @Test
    void aSecondCloseThatThrowsIsNoticed() {
        requireNoticed(Fault.CLOSES_ONCE, PolicyContractTest::closingTwiceIsClosingOnce);
    }

    @Test
    void aCompletionThatThrowsIsNoticed() {
        assertThatThrownBy(() -> broken(Fault.THROWS_ON_COMPLETE).everyEndIsTakenCalmly())
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void exchangesThatAreDecidedOtherwiseAreNoticed() {
        UpperCaseContractTest test = new UpperCaseContractTest() {
            @Override
            protected List<FakeExchange.Builder> accepted() {
                return refused();
            }
        };
        test.folder = folder;

        assertThatThrownBy(test::acceptedExchangesPassAndRefusedOnesDoNot).isInstanceOf(AssertionError.class);
        assertThatThrownBy(test::oneInstanceServesManyExchangesAtOnce).isInstanceOf(AssertionError.class);
    }

    @Test
    void exchangesWithoutTheCanaryAreNoticed() {
        UpperCaseContractTest test = new UpperCaseContractTest() {
            @Override
            protected List<FakeExchange.Builder> accepted() {
                return List.of(FakeExchange.chat());
            }

            @Override
            protected List<FakeExchange.Builder> refused() {
                return List.of();
            }
        };
        test.folder = folder;

        assertThatThrownBy(test::noWordOfACallerShowsAnywhere).isInstanceOf(AssertionError.class);
    }

    private void requireNoticed(Fault fault, Case one) {
        assertThatThrownBy(() -> one.run(broken(fault))).isInstanceOf(AssertionError.class);
    }

    private UpperCaseContractTest broken(Fault fault) {
        UpperCaseContractTest test = new UpperCaseContractTest() {
            @Override
            Fault fault() {
                return fault;
            }
        };
        test.folder = folder;
        return test;
    }
}
