package clearing.kernel.netting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import clearing.kernel.Golden;
import clearing.kernel.codec.ByteWriter;
import clearing.kernel.codec.Bytes;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class MerkleTreeTest {
    /** The leaves of the test vectors of Certificate Transparency. */
    private static final List<byte[]> VECTOR = List.of(
            hex(""),
            hex("00"),
            hex("10"),
            hex("2021"),
            hex("3031"),
            hex("40414243"),
            hex("5051525354555657"),
            hex("606162636465666768696a6b6c6d6e6f"));

    private static final List<String> ROOTS = List.of(
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

    @Test
    void roots_are_those_of_certificate_transparency() {
        for (int size = 0; size <= VECTOR.size(); size++) {
            assertThat(HexFormat.of()
                            .formatHex(MerkleTree.of(VECTOR.subList(0, size)).root()))
                    .isEqualTo(ROOTS.get(size));
        }
    }

    @Test
    void every_leaf_of_every_size_is_proved_and_at_no_other_place() {
        for (int size = 1; size <= 40; size++) {
            List<byte[]> leaves = leaves(size);
            MerkleTree tree = MerkleTree.of(leaves);
            byte[] root = tree.root();
            for (int index = 0; index < size; index++) {
                InclusionProof proof = tree.prove(index);
                assertThat(proof.proves(leaves.get(index), root)).isTrue();
                assertThat(proof.proves(leaves(size + 1).get(size), root)).isFalse();
                for (int other = 0; other < size; other++) {
                    boolean moved = new InclusionProof(other, size, proof.path()).proves(leaves.get(index), root);
                    assertThat(moved)
                            .as("%s moved to %s of %s", index, other, size)
                            .isEqualTo(other == index);
                }
            }
        }
    }

    @Test
    void a_proof_with_a_changed_missing_or_added_hash_proves_nothing() {
        List<byte[]> leaves = leaves(11);
        MerkleTree tree = MerkleTree.of(leaves);
        List<byte[]> path = tree.prove(4).path();
        byte[] root = tree.root();

        List<byte[]> longer = new ArrayList<>(path);
        longer.add(new byte[32]);
        List<byte[]> changed = new ArrayList<>(path);
        changed.get(1)[31] ^= 1;

        assertThat(new InclusionProof(4, 11, path.subList(1, path.size())).proves(leaves.get(4), root))
                .isFalse();
        assertThat(new InclusionProof(4, 11, longer).proves(leaves.get(4), root))
                .isFalse();
        assertThat(new InclusionProof(4, 11, changed).proves(leaves.get(4), root))
                .isFalse();
        assertThat(new InclusionProof(-1, 11, path).proves(leaves.get(4), root)).isFalse();
        assertThat(new InclusionProof(11, 11, path).proves(leaves.get(4), root)).isFalse();
        assertThatThrownBy(() -> new InclusionProof(0, 2, List.of(new byte[31])))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> tree.prove(11)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void an_inner_node_is_not_taken_for_a_leaf() {
        MerkleTree tree = MerkleTree.of(leaves(2));
        byte[] both = new ByteWriter(64)
                .fixed(Bytes.sha256(new byte[] {0, 0}))
                .fixed(Bytes.sha256(new byte[] {0, 1}))
                .toBytes();

        assertThat(MerkleTree.of(List.of(both)).root()).isNotEqualTo(tree.root());
    }

    @Test
    void a_path_keeps_its_bytes() {
        InclusionProof proof = MerkleTree.of(leaves(7)).prove(5);
        ByteWriter out = new ByteWriter(128).i32(proof.index()).i32(proof.size());
        proof.path().forEach(out::fixed);

        Golden.assertBytes("inclusion-proof", out.toBytes());
        assertThat(proof).isEqualTo(new InclusionProof(5, 7, proof.path())).hasSameHashCodeAs(proof);
        assertThat(proof).hasToString(proof.toString()).isNotEqualTo(new InclusionProof(4, 7, proof.path()));
    }

    private static List<byte[]> leaves(int count) {
        List<byte[]> leaves = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            leaves.add(new byte[] {(byte) i});
        }
        return leaves;
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }
}
