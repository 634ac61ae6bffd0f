package org.walsafe.examples.bench;

import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * Where a ratio stands on a chart: on a logarithmic scale, on which twice as fast is as far from 1 as twice as slow.
 *
 * @param left where the scale begins, in units of the chart
 * @param width how long it is
 * @param least the ratio at its beginning; what is less stands there, too
 * @param most the ratio at its end; what is more stands there, too
 */
record RatioScale(double left, double width, double least, double most) {

    private static final List<Double> ROUND = List.of(0.01, 0.03, 0.1, 0.25, 0.5, 1.0, 2.0, 4.0, 8.0);

    /** The smallest scale of round numbers that holds the ratios, 0.25 and 2. */
    static RatioScale around(double left, double width, List<Double> ratios) {
        double lowest = among(ratios).min().orElse(1);
        double highest = among(ratios).max().orElse(1);
        double least =
                ROUND.stream().filter(round -> round <= 0.25 && round <= lowest).reduce(ROUND.get(0), Math::max);
        double most = ROUND.stream()
                .filter(round -> round >= 2 && round >= highest)
                .findFirst()
                .orElse(ROUND.get(ROUND.size() - 1));
        return new RatioScale(left, width, least, most);
    }

    private static DoubleStream among(List<Double> ratios) {
        return ratios.stream().mapToDouble(Double::doubleValue);
    }

    /** Where a ratio stands. */
    double at(double ratio) {
        double shown = Math.max(least, Math.min(most, ratio));
        return left + width * Math.log(shown / least) / Math.log(most / least);
    }

    /** The round ratios on it. */
    List<Double> marks() {
        return ROUND.stream().filter(round -> round >= least && round <= most).toList();
    }

    /** A mark in words. */
    static String words(double mark) {
        return mark == Math.rint(mark) ? String.format(Locale.ROOT, "%.0f", mark) : String.valueOf(mark);
    }
}
