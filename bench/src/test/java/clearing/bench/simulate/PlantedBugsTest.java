package clearing.bench.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A handful of bugs is caught within few seeds; all can be planted. {@code scripts/bench simulate} hunts all of them. */
@Timeout(1_200)
class PlantedBugsTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final int SEEDS = 10;
    private static final int FEWEST = 40;

    /** Caught within the first seeds, in the kernel and in a host. */
    private static final List<String> QUICK = List.of(
            "a settled trade settles again", "one side alone cancels", "a transaction does not see its own writes");

    @Test
    void a_handful_is_caught_quickly() {
        List<PlantedBug> quick = PlantedBug.all().stream()
                .filter(bug -> QUICK.contains(bug.name()))
                .toList();

        assertThat(quick)
                .hasSize(QUICK.size())
                .allSatisfy(bug -> assertThat(Mutant.of(bug, ROOT).hunt(1, SEEDS))
                        .as(bug.name())
                        .isPresent());
    }

    @Test
    void the_same_hunt_finds_nothing_where_nothing_is_planted() {
        PlantedBug none = new PlantedBug(
                "none",
                "chaincode/kernel/src/main/java/clearing/kernel/Kernel.java",
                "overlay.rollback(savepoint);",
                "overlay.rollback(savepoint);");

        assertThat(Mutant.of(none, ROOT).hunt(1, 3)).isEqualTo(Optional.empty());
    }

    @Test
    void every_bug_can_be_planted_and_has_a_name_of_its_own() {
        List<PlantedBug> bugs = PlantedBug.all();

        assertThat(bugs)
                .hasSizeGreaterThanOrEqualTo(FEWEST)
                .allSatisfy(bug -> assertThat(bug.plant(ROOT)).contains(bug.after()));
        assertThat(bugs).extracting(PlantedBug::name).doesNotHaveDuplicates();
    }

    @Test
    void a_bug_whose_line_is_gone_fails_loudly() {
        PlantedBug gone = new PlantedBug(
                "gone", "chaincode/kernel/src/main/java/clearing/kernel/Kernel.java", "no such line", "another");

        assertThatThrownBy(() -> gone.plant(ROOT))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("'gone': the line is not in");
    }
}
