package clearing.bench.liquidity;

import clearing.bench.liquidity.PaymentDay.Payment;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * How a day of payments comes about. Who pays whom is drawn with weights 1, 1/2, 1/3 …, as in the sample day of {@code clearing generate},
 * and so are amounts: a uniform draw below a power of two that is drawn itself. The models differ in when payments come and in whether
 * members lend to each other so that those who are behind are square again. What each rests on is said in the guide to liquidity saving.
 */
enum DayModel {
    /**
     * The hours of TARGET2 as published: 07:00 to 18:00, customers until 17:00. Payments come at any time, alike for everybody. At 17:00
     * members that are ahead lend to those that are behind, at any time of the last hour, while other members' payments go on; the loans
     * are paid back at any time of the next day until 17:00. Nothing here was set by a result: this is the model that is judged.
     */
    TIMETABLE("published hours, members square after the cut-off", 660, Spread.EVEN, 600, 60, 600),
    /** The same payments without a market: nobody ever squares, so on average a member's deepest point is only twice where it ends. */
    SCATTERED("published hours, nobody squares", 660, Spread.EVEN, DayModel.NEVER, 0, 0),
    /** Members have times of their own, and square at two in the afternoon. Its constants were set with its figures in sight. */
    BALANCED("times of their own, members square in the afternoon", 600, Spread.OWN, 420, 30, 60),
    /** The same without the market. */
    UNBALANCED("times of their own, nobody squares", 600, Spread.OWN, DayModel.NEVER, 0, 0);

    /** When a member's payments come. */
    private enum Spread {
        /** At any time of the day. */
        EVEN,
        /** Around its own time, early with some and late with others. */
        OWN
    }

    private static final int NEVER = Integer.MAX_VALUE;
    private static final int MEMBERS = 40;
    private static final int PAYMENTS = 12_000;
    private static final long LEAST = 1_000;
    private static final long UNIT = 50_000;
    private static final int DOUBLINGS = 8;
    /** How far a member's own time may be from noon, as a share of half the day. */
    private static final double APART = 0.2;

    private static final long YESTERDAY = 0x5DEECE66DL;

    private final String words;
    private final int close;
    private final Spread spread;
    private final int market;
    private final int lendingMinutes;
    private final int paidBackBy;

    /**
     * @param close minutes from the first to the close
     * @param market the minute when members lend to each other, or {@link #NEVER}
     * @param lendingMinutes how long after it the loans may come
     * @param paidBackBy the minute of the next day until which they are paid back
     */
    DayModel(String words, int close, Spread spread, int market, int lendingMinutes, int paidBackBy) {
        this.words = words;
        this.close = close;
        this.spread = spread;
        this.market = market;
        this.lendingMinutes = lendingMinutes;
        this.paidBackBy = paidBackBy;
    }

    /** For people. */
    String words() {
        return words;
    }

    PaymentDay draw(long seed) {
        List<Payment> today = customers(seed);
        if (market == NEVER) {
            return new PaymentDay(MEMBERS, close, today);
        }
        RandomGenerator random = generator(~seed);
        List<Payment> all = new ArrayList<>(today);
        for (Payment loan : loans(customers(seed ^ YESTERDAY), random)) {
            all.add(new Payment(loan.payee(), loan.payer(), loan.amount(), random.nextInt(paidBackBy)));
        }
        List<Payment> lent = loans(all, random);
        all.addAll(lent);
        return new PaymentDay(MEMBERS, close, all);
    }

    private static RandomGenerator generator(long seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    private List<Payment> customers(long seed) {
        RandomGenerator random = generator(seed);
        double[] time = new double[MEMBERS];
        for (int m = 0; m < MEMBERS; m++) {
            time[m] = close / 2.0 * (1 + APART * (2 * random.nextDouble() - 1));
        }
        List<Payment> payments = new ArrayList<>(PAYMENTS);
        for (int i = 0; i < PAYMENTS; i++) {
            int payer = member(random);
            int payee = payer;
            while (payee == payer) {
                payee = member(random);
            }
            long amount = LEAST + random.nextLong(UNIT << random.nextInt(DOUBLINGS));
            payments.add(new Payment(payer, payee, amount, minute(time[payer], random)));
        }
        return payments;
    }

    private int minute(double own, RandomGenerator random) {
        return switch (spread) {
            case EVEN -> random.nextInt(close);
            case OWN -> {
                double about = random.nextDouble() + random.nextDouble() - 1;
                yield (int) Math.clamp(own + about * close / 2, 0, close - 1.0);
            }
        };
    }

    /** A member by weight 1, 1/2, 1/3 …. */
    private static int member(RandomGenerator random) {
        double sum = 0;
        for (int m = 1; m <= MEMBERS; m++) {
            sum += 1.0 / m;
        }
        double at = random.nextDouble() * sum;
        int member = 0;
        for (double reached = 1; reached < at && member < MEMBERS - 1; member++) {
            reached += 1.0 / (member + 2);
        }
        return member;
    }

    /** At the market's time, whoever is furthest ahead lends to whoever is furthest behind, until one side is square. */
    private List<Payment> loans(List<Payment> payments, RandomGenerator random) {
        long[] position = new long[MEMBERS];
        for (Payment payment : payments) {
            if (payment.minute() <= market) {
                position[payment.payer()] -= payment.amount();
                position[payment.payee()] += payment.amount();
            }
        }
        List<Payment> loans = new ArrayList<>();
        while (true) {
            int behind = 0;
            int ahead = 0;
            for (int m = 0; m < MEMBERS; m++) {
                behind = position[m] < position[behind] ? m : behind;
                ahead = position[m] > position[ahead] ? m : ahead;
            }
            long amount = Math.min(-position[behind], position[ahead]);
            if (amount <= 0) {
                return loans;
            }
            loans.add(new Payment(ahead, behind, amount, market + random.nextInt(lendingMinutes)));
            position[behind] += amount;
            position[ahead] -= amount;
        }
    }
}
