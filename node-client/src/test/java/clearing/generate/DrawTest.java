package clearing.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class DrawTest {
    @Test
    void the_sequence_of_a_seed_never_changes() {
        Draw draw = new Draw(42);
        assertThat(new long[] {draw.next(), draw.next(), draw.next()})
                .containsExactly(6332618229526065668L, -816328817471504299L, 8971565426155258802L);
    }

    @Test
    void streams_of_one_seed_differ_by_name_and_repeat_by_name() {
        Draw draw = new Draw(7);
        assertThat(draw.stream("trades").next())
                .isNotEqualTo(draw.stream("funding").next());
        assertThat(draw.stream("trades").next())
                .isEqualTo(new Draw(7).stream("trades").next());
    }

    @Test
    void a_stream_does_not_depend_on_what_was_drawn_before() {
        Draw used = new Draw(7);
        used.next();
        assertThat(used.stream("trades").next())
                .isEqualTo(new Draw(7).stream("trades").next());
    }

    @Test
    void both_bounds_are_reached_and_none_is_passed() {
        Draw draw = new Draw(1);
        boolean[] seen = new boolean[5];
        for (int i = 0; i < 1000; i++) {
            seen[(int) draw.between(10, 14) - 10] = true;
        }
        assertThat(seen).containsOnly(true);
    }

    @Test
    void an_empty_range_is_an_error() {
        Draw draw = new Draw(1);
        assertThatThrownBy(() -> draw.between(2, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> draw.below(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void the_first_ranks_are_drawn_most_and_none_never() {
        Zipf zipf = new Zipf(10);
        Draw draw = new Draw(3);
        int[] counts = new int[10];
        for (int i = 0; i < 29_290; i++) {
            counts[zipf.draw(draw)]++;
        }
        // The weights sum to 2.929, so rank 0 is expected 10,000 times and rank 9 1,000 times.
        assertThat(counts[0]).isBetween(9_700, 10_300);
        assertThat(counts[1]).isBetween(4_800, 5_200);
        assertThat(counts[9]).isBetween(900, 1_100);
    }
}
