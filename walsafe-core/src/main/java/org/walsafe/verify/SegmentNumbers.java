package org.walsafe.verify;

import java.util.Arrays;

/**
 * Which segments of one timeline there are, as their numbers: eight bytes each, so that millions are no burden.
 *
 * <p>Immutable and thread-safe once built.
 */
final class SegmentNumbers {

    static final SegmentNumbers NONE = new SegmentNumbers(new long[0]);

    private final long[] sorted;

    private SegmentNumbers(long[] sorted) {
        this.sorted = sorted;
    }

    int size() {
        return sorted.length;
    }

    boolean isEmpty() {
        return sorted.length == 0;
    }

    long first() {
        return sorted[0];
    }

    long last() {
        return sorted[sorted.length - 1];
    }

    long get(int index) {
        return sorted[index];
    }

    boolean contains(long number) {
        return Arrays.binarySearch(sorted, number) >= 0;
    }

    /** Where the first number that is not below stands; {@link #size()} where there is none. */
    int indexFrom(long number) {
        int index = Arrays.binarySearch(sorted, number);
        return index >= 0 ? index : -index - 1;
    }

    /** The last number of the unbroken run that begins with one that is there. */
    long endOfRun(long number) {
        int start = indexFrom(number);
        int low = start;
        int high = sorted.length - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (sorted[middle] - number == middle - start) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return sorted[low];
    }

    /** Takes numbers in any order, doubles too. For one thread. */
    static final class Builder {

        private long[] numbers = new long[64];
        private int size;

        void add(long number) {
            if (size == numbers.length) {
                numbers = Arrays.copyOf(numbers, size * 2);
            }
            numbers[size++] = number;
        }

        SegmentNumbers build() {
            Arrays.sort(numbers, 0, size);
            int kept = 0;
            for (int i = 0; i < size; i++) {
                if (i == 0 || numbers[i] != numbers[i - 1]) {
                    numbers[kept++] = numbers[i];
                }
            }
            return new SegmentNumbers(Arrays.copyOf(numbers, kept));
        }
    }
}
