package clearing.client.revenue.template;

import static org.assertj.core.api.Assertions.assertThat;

import clearing.client.revenue.language.TermsFile;
import clearing.client.revenue.language.TermsWriter;
import clearing.client.revenue.simulation.Facts;
import clearing.client.revenue.simulation.Simulation;
import clearing.kernel.revenue.exact.Fraction;
import clearing.kernel.revenue.terms.Figures;
import clearing.kernel.revenue.terms.Period;
import clearing.kernel.revenue.terms.Terms;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every template passes the checks, and gives what a person reckons with paper. */
class TemplatesTest {
    private static Stream<String> names() {
        return Templates.all().stream().map(Templates.Template::name);
    }

    @ParameterizedTest
    @MethodSource("names")
    void a_template_passes_the_checks_and_reads_back_from_what_is_written(String name) {
        Terms terms = template(name);

        byte[] written = TermsWriter.json(terms).getBytes(StandardCharsets.UTF_8);
        assertThat(TermsFile.parse(Path.of("a.json"), written, Optional.empty()))
                .isEqualTo(terms);
        assertThat(Terms.decode(terms.encode())).isEqualTo(terms);
    }

    @Test
    void robo_adviser_pays_for_a_gain_once() throws Facts.Unfit {
        Terms terms = template("robo-adviser");
        SortedMap<Period, SortedMap<String, Fraction>> facts = new TreeMap<>();
        // 30 % of 1,000,000.00, and 15 % of 500,000 - 100,000.
        facts.put(
                period(terms, "2027-01"),
                values(
                        terms,
                        "management_fee=1,000,000.00",
                        "performance_fee=200000",
                        "gain=500,000.00",
                        "benchmark=100000"));
        // The gain fell back: nothing above the mark of 500,000.
        facts.put(
                period(terms, "2027-02"),
                values(terms, "management_fee=1000000", "performance_fee=50000", "gain=450000", "benchmark=120000"));
        // 270,000.003, and 15 % of 650,000 - 500,000.
        facts.put(
                period(terms, "2027-03"),
                values(terms, "management_fee=900000.01", "performance_fee=0", "gain=650000", "benchmark=130000"));

        List<Simulation.Result> months = Simulation.run(terms, facts);

        assertThat(months.stream().map(TemplatesTest::amounts))
                .containsExactly(
                        "LanternPay 840,000.00, QuillTech 360,000.00",
                        "LanternPay 750,000.00, QuillTech 300,000.00",
                        "LanternPay 607,500.01, QuillTech 292,500.00");
        assertThat(months.getLast().calculation().marks()).containsEntry("EXCESS", 65_000_000L);
        // 0.3 of a minor unit is still owed to the tech partner.
        assertThat(months.getLast().after().carries())
                .containsExactly(-300_000_000_000_000_000L, 300_000_000_000_000_000L);
    }

    @Test
    void user_steps_rise_above_a_million_and_not_at_it() throws Facts.Unfit {
        Terms terms = template("user-steps");

        assertThat(amounts(terms, "2027-01", "platform_revenue=1000000", "users=1,000,000"))
                .isEqualTo("HarbourBrokers 800,000.00, LanternPay 200,000.00");
        assertThat(amounts(terms, "2027-01", "platform_revenue=1000000", "users=1,000,001"))
                .isEqualTo("HarbourBrokers 750,000.00, LanternPay 250,000.00");
    }

    @Test
    void ltv_ladder_takes_the_highest_rung_that_is_passed() throws Facts.Unfit {
        Terms terms = template("ltv-ladder");

        assertThat(amounts(terms, "2027-Q1", "commission=2000000", "lifetime_value=100000"))
                .isEqualTo("HarbourBrokers 1,800,000.00, LanternPay 200,000.00");
        assertThat(amounts(terms, "2027-Q1", "commission=2000000", "lifetime_value=100000.01"))
                .isEqualTo("HarbourBrokers 1,700,000.00, LanternPay 300,000.00");
        assertThat(amounts(terms, "2027-Q1", "commission=2000000", "lifetime_value=260000"))
                .isEqualTo("HarbourBrokers 1,640,000.00, LanternPay 360,000.00");
        assertThat(amounts(terms, "2027-Q1", "commission=2000000", "lifetime_value=600000"))
                .isEqualTo("HarbourBrokers 1,560,000.00, LanternPay 440,000.00");
    }

    @Test
    void reserve_withholds_five_percent_of_what_is_due() throws Facts.Unfit {
        Terms terms = template("reserve");

        Simulation.Result month = simulate(terms, "2027-01", "service_fee=500,000.05");

        assertThat(amounts(month)).isEqualTo("LanternPay 300,000.03, QuillTech 200,000.02");
        assertThat(month.lines()).extracting(Simulation.Line::withheld).containsExactly(0L, 1_000_000L);
    }

    @Test
    void earn_out_moves_the_share_from_its_due_day_on() throws Facts.Unfit {
        Terms terms = template("earn-out");

        assertThat(amounts(terms, "2027-Q3", "advisory_fee=1000000", "growth=5%"))
                .isEqualTo("HarbourBrokers 750,000.00, QuillTech 250,000.00");
        assertThat(amounts(terms, "2027-Q4", "advisory_fee=1000000", "growth=19.9999%"))
                .isEqualTo("HarbourBrokers 800,000.00, QuillTech 200,000.00");
        assertThat(amounts(terms, "2027-Q4", "advisory_fee=1000000", "growth=20%"))
                .isEqualTo("HarbourBrokers 720,000.00, QuillTech 280,000.00");
    }

    @Test
    void metered_api_prices_each_call_in_its_band() throws Facts.Unfit {
        // 100,000 x 0.05 + 900,000 x 0.04 + 500,000 x 0.025 = 53,500; 600,000 x 0.12 = 72,000, of which 60,000 at most.
        assertThat(amounts(
                        template("metered-api"),
                        "2027-01",
                        "subscription=200000",
                        "calls=1,500,000",
                        "minutes_used=600,000"))
                .isEqualTo("HarbourBrokers 86,500.00, QuillTech 113,500.00");
    }

    @Test
    void contribution_weights_share_by_each_ones_part() throws Facts.Unfit {
        // 0.5 x 3/10 + 0.3 x 2/10 + 0.2 x 1/4 = 0.26, and so on.
        assertThat(amounts(
                        template("contribution-weights"),
                        "2027-01",
                        "joint_revenue=100000",
                        "conversion_harbour=3%",
                        "conversion_lantern=5%",
                        "conversion_quill=2%",
                        "usage_harbour=200",
                        "usage_lantern=300",
                        "usage_quill=500",
                        "risk_harbour=1000000",
                        "risk_lantern=0",
                        "risk_quill=3000000"))
                .isEqualTo("HarbourBrokers 26,000.00, LanternPay 34,000.00, QuillTech 40,000.00");
    }

    @Test
    void minimum_guarantee_is_made_up_and_refunds_go_back() throws Facts.Unfit {
        Terms terms = template("minimum-guarantee");

        // 20,000 + 25,000, made up to 80,000; a quarter of 40,000 back.
        assertThat(amounts(terms, "2027-01", "commission=100000", "refunds=40000"))
                .isEqualTo("HarbourBrokers 30,000.00, LotusSecurities 70,000.00");
        // The broker pays in what the month does not carry.
        assertThat(amounts(terms, "2027-01", "commission=50000", "refunds=0"))
                .isEqualTo("HarbourBrokers -30,000.00, LotusSecurities 80,000.00");
    }

    @Test
    void multi_currency_converts_at_the_reported_rate() throws Facts.Unfit {
        // 10,000.00 x 7.8125 = 78,125.00; 2 % of it 1,562.50; 33.3333 % of 176,562.50 is 58,854.1078125.
        assertThat(amounts(
                        template("multi-currency"),
                        "2027-01",
                        "fees_hkd=100000",
                        "fees_usd=10000.00 USD",
                        "usd_rate=7.8125"))
                .isEqualTo("HarbourBrokers 117,708.39, LotusSecurities 58,854.11, MeridianBank 1,562.50");
    }

    @Test
    void platform_alliance_has_it_all_together() throws Facts.Unfit {
        Terms terms = template("platform-alliance");
        String[] facts = {
            "management_fee=1000000",
            "performance_fee=300000",
            "gain=3000000",
            "assets=100000000",
            "users=1,200,000",
            "lifetime_value=120000",
            "growth=25%"
        };

        // 30 + 5 + 5 % of 1,000,000; 15 % of 3,000,000 - 2 % of 100,000,000; 20 % of the 750,000 that are left.
        assertThat(amounts(terms, "2027-11", facts))
                .isEqualTo("HarbourBrokers 600,000.00, LanternPay 150,000.00, QuillTech 550,000.00");
        // Three points more once the promise is due and met.
        Simulation.Result december = simulate(terms, "2027-12", facts);
        assertThat(amounts(december))
                .isEqualTo("HarbourBrokers 576,000.00, LanternPay 144,000.00, QuillTech 580,000.00");
        assertThat(december.lines().get(2).withheld()).isEqualTo(2_900_000);
        // Five points less when it is missed: 35 %.
        facts[6] = "growth=10%";
        assertThat(amounts(terms, "2027-12", facts))
                .isEqualTo("HarbourBrokers 640,000.00, LanternPay 160,000.00, QuillTech 500,000.00");
    }

    private static Terms template(String name) {
        return Templates.find(name).orElseThrow().terms();
    }

    private static Period period(Terms terms, String text) throws Facts.Unfit {
        return Facts.period(terms.cycle(), text);
    }

    private static SortedMap<String, Fraction> values(Terms terms, String... facts) throws Facts.Unfit {
        SortedMap<String, Fraction> values = new TreeMap<>();
        for (String fact : facts) {
            String[] parts = fact.split("=", 2);
            values.put(parts[0], Facts.value(terms, parts[0], parts[1]));
        }
        return values;
    }

    private static Simulation.Result simulate(Terms terms, String period, String... facts) throws Facts.Unfit {
        return Simulation.period(terms, period(terms, period), values(terms, facts), Simulation.State.start(terms));
    }

    private static String amounts(Terms terms, String period, String... facts) throws Facts.Unfit {
        return amounts(simulate(terms, period, facts));
    }

    private static String amounts(Simulation.Result result) {
        return String.join(
                ", ",
                result.lines().stream()
                        .map(line -> line.member() + " " + Figures.number(line.amount(), 2))
                        .toList());
    }
}
