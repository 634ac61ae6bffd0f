package org.walsafe.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FiguresTest {

    @Test
    void coverageIsAddedUpOverTheClassesOfAPackage() {
        List<String> csv = List.of(
                "GROUP,PACKAGE,CLASS,INSTRUCTION_MISSED,INSTRUCTION_COVERED,BRANCH_MISSED,BRANCH_COVERED,LINE_MISSED,"
                        + "LINE_COVERED,COMPLEXITY_MISSED,COMPLEXITY_COVERED,METHOD_MISSED,METHOD_COVERED",
                "core,org.walsafe.wal,Lsn,0,90,1,3,0,10,0,9,0,9",
                "core,org.walsafe.wal,TimelineId,10,0,0,4,2,20,1,0,1,0",
                "core,org.walsafe.error,Hint,0,5,0,0,0,2,0,1,0,1");

        assertThat(CoverageTable.of(csv))
                .isEqualTo(
                        """
                        | package | lines | branches |
                        |---|---|---|
                        | `org.walsafe.error` | 100.0 % | none |
                        | `org.walsafe.wal` | 93.7 % | 87.5 % |
                        | all | 94.1 % | 87.5 % |
                        """);
    }

    @Test
    void aMutantThatNoTestNoticedIsNamed() {
        List<String> csv = List.of(
                "Lsn.java,org.walsafe.wal.Lsn,org.pitest.mutators.MathMutator,plus,31,KILLED,LsnTest",
                "Lsn.java,org.walsafe.wal.Lsn,org.pitest.mutators.MathMutator,minus,35,TIMED_OUT,none",
                "Lsn.java,org.walsafe.wal.Lsn,org.pitest.mutators.VoidMethodCallMutator,check,40,SURVIVED,none",
                "Gate.java,org.walsafe.archive.Gate$1,org.pitest.mutators.MathMutator,ask,7,NO_COVERAGE,none");

        assertThat(MutationScores.of(csv))
                .isEqualTo(
                        """
                        | package | mutants | killed | score |
                        |---|---|---|---|
                        | `org.walsafe.archive` | 1 | 0 | 0.0 % |
                        | `org.walsafe.wal` | 3 | 2 | 66.6 % |
                        | all | 4 | 2 | 50.0 % |

                        SURVIVED org.walsafe.wal.Lsn.check:40 VoidMethodCallMutator
                        NO_COVERAGE org.walsafe.archive.Gate$1.ask:7 MathMutator
                        """);
    }
}
