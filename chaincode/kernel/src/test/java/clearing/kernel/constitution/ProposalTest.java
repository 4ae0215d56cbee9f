package clearing.kernel.constitution;

import static org.assertj.core.api.Assertions.assertThat;

import clearing.kernel.Consortium;
import clearing.kernel.Golden;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ProposalTest {
    @Test
    void has_its_golden_bytes_with_members_in_order() {
        Proposal proposal = new Proposal(Consortium.constitution().encode(), new TreeSet<>())
                .with(Consortium.SOUTH)
                .with(Consortium.BANK);

        Golden.assertBytes("proposal", proposal.encode());
        assertThat(Proposal.decode(Golden.bytes("proposal")).encode()).isEqualTo(proposal.encode());
        assertThat(proposal.ratifiedBy()).containsExactly(Consortium.BANK, Consortium.SOUTH);
    }
}
