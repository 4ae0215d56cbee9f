package clearing.devnet.conformance;

import static clearing.devnet.conformance.Contracts.details;
import static clearing.devnet.conformance.Contracts.evaluate;
import static clearing.devnet.conformance.Contracts.submit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.hyperledger.fabric.client.Contract;
import org.hyperledger.fabric.client.EndorseException;
import org.hyperledger.fabric.client.GatewayException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class StateTest {

    @RegisterExtension
    static final LedgerUnderTest LEDGER = new LedgerUnderTest();

    private MemberClient client;
    private Contract contract;
    private String prefix;

    @BeforeEach
    void connect() throws Exception {
        client = LEDGER.client("MeridianBank", "treasurer");
        contract = client.contract();
        prefix = "s" + System.nanoTime() + "-";
    }

    @AfterEach
    void disconnect() {
        client.close();
    }

    @Test
    void a_transaction_does_not_read_its_own_write() throws Exception {
        assertThat(submit(contract, "putThenGet", prefix, "new")).isEmpty();
        assertThat(submit(contract, "putThenGet", prefix, "newer")).isEqualTo("new");
    }

    @Test
    void a_deleted_key_is_empty_and_can_be_written_again() throws Exception {
        submit(contract, "put", prefix, "1");
        submit(contract, "delete", prefix);
        assertThat(evaluate(contract, "get", prefix)).isEmpty();

        submit(contract, "put", prefix, "2");

        assertThat(evaluate(contract, "get", prefix)).isEqualTo("2");
    }

    @Test
    void a_range_contains_its_start_and_not_its_end() throws Exception {
        for (var suffix : new String[] {"a", "b", "c"}) {
            submit(contract, "put", prefix + suffix, suffix);
        }

        assertThat(evaluate(contract, "range", prefix + "a", prefix + "c")).isEqualTo(prefix + "a=a," + prefix + "b=b");
    }

    @Test
    void a_range_of_more_results_than_a_message_holds_comes_whole_and_in_order() throws Exception {
        submit(contract, "putMany", prefix, "250");

        var found = evaluate(contract, "range", prefix, prefix + "~").split(",");

        assertThat(found).hasSize(250).isSorted();
    }

    @Test
    void a_long_range_that_was_read_and_did_not_change_commits() throws Exception {
        submit(contract, "putMany", prefix, "120");

        submit(contract, "rangeThenPut", prefix, prefix + "~", "result-" + prefix);

        assertThat(evaluate(contract, "get", "result-" + prefix)).contains(prefix + "0119");
    }

    @Test
    void keys_are_ordered_by_code_point() throws Exception {
        var keys = new String[] {prefix + "\uffee", prefix + "\ud83d\ude00", prefix + "z", prefix + "\u00e9"};
        for (var key : keys) {
            submit(contract, "put", key, "v");
        }

        assertThat(evaluate(contract, "range", prefix, prefix + "\udbff\udfff"))
                .isEqualTo(
                        IntStream.of(2, 3, 0, 1).mapToObj(i -> keys[i] + "=v").collect(Collectors.joining(",")));
    }

    @Test
    void pages_follow_each_other_by_bookmark() throws Exception {
        submit(contract, "putMany", prefix, "5");
        var end = prefix + "~";

        var first = evaluate(contract, "page", prefix, end, "2", "").split("\\|", -1);
        var second = evaluate(contract, "page", prefix, end, "2", first[2]).split("\\|", -1);
        var third = evaluate(contract, "page", prefix, end, "2", second[2]).split("\\|", -1);

        assertThat(first).containsExactly(prefix + "0000=v," + prefix + "0001=v", "2", prefix + "0002");
        assertThat(second).containsExactly(prefix + "0002=v," + prefix + "0003=v", "2", prefix + "0004");
        assertThat(third).containsExactly(prefix + "0004=v", "1", "");
    }

    @Test
    void a_transaction_that_read_a_page_may_not_write() {
        var failure = catchThrowableOfType(EndorseException.class, () -> submit(contract, "pageThenPut", prefix, "~"));

        assertThat(details(failure)).singleElement().asString().contains("returned with failure");
    }

    @Test
    void composite_keys_are_found_by_their_first_parts() throws Exception {
        submit(contract, "putComposite", "trade" + prefix, "harbour", "1", "a");
        submit(contract, "putComposite", "trade" + prefix, "harbour", "2", "b");
        submit(contract, "putComposite", "trade" + prefix, "lotus", "1", "c");

        assertThat(evaluate(contract, "composite", "trade" + prefix, "harbour")).containsSubsequence("=a", "=b");
        assertThat(evaluate(contract, "composite", "trade" + prefix, "harbour")).doesNotContain("=c");
    }

    @Test
    void history_is_told_newest_first_with_deletions() throws Exception {
        submit(contract, "put", prefix, "1");
        submit(contract, "put", prefix, "2");
        submit(contract, "delete", prefix);
        submit(contract, "put", prefix, "3");

        assertThat(evaluate(contract, "history", prefix)).isEqualTo("3,deleted,2,1");
    }

    @Test
    void a_rich_query_is_refused_as_by_any_key_value_store() {
        var failure =
                catchThrowableOfType(GatewayException.class, () -> evaluate(contract, "query", "{\"selector\":{}}"));

        assertThat(details(failure)).isNotEmpty().allMatch(text -> text.contains("returned with failure"));
    }

    @Test
    void a_key_has_no_policy_of_its_own_unless_it_is_given_one() throws Exception {
        submit(contract, "put", prefix, "1");

        assertThat(evaluate(contract, "keyPolicyOf", prefix)).isEqualTo("null");
    }

    @Test
    void an_exception_in_the_chaincode_is_an_error_of_the_chaincode() {
        var failure = catchThrowableOfType(GatewayException.class, () -> evaluate(contract, "throw", "a defect"));

        assertThat(details(failure)).isNotEmpty().allMatch(text -> text.contains("a defect"));
    }

    @Test
    void a_chaincode_calls_another_in_the_same_transaction() throws Exception {
        submit(contract, "call", LedgerUnderTest.SECOND, "put", prefix, "there");

        assertThat(evaluate(client.contract(LedgerUnderTest.SECOND), "get", prefix))
                .isEqualTo("there");
        assertThat(evaluate(contract, "get", prefix)).isEmpty();
        assertThat(evaluate(contract, "get", "called-" + prefix)).isEqualTo(LedgerUnderTest.SECOND);
    }

    @Test
    void a_called_chaincode_sees_the_original_creator() throws Exception {
        assertThat(evaluate(contract, "call", LedgerUnderTest.SECOND, "creator", "unused"))
                .isEqualTo("MeridianBank");
    }
}
