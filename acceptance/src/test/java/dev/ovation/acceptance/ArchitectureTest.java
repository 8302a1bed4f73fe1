package dev.ovation.acceptance;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The house as docs/architecture.md draws it: dependencies point inwards, and adapters never see each other. */
class ArchitectureTest {

    private static final String[] OUTER = {
        "dev.ovation.runtime..", "dev.ovation.api..", "dev.ovation.jobs..", "dev.ovation.standalone.."
    };

    /** Read once: JUnit makes a new instance for each test. */
    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.ovation");

    @Test
    void the_domain_knows_only_itself() {
        classes()
                .that()
                .resideInAPackage("dev.ovation.core..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("dev.ovation.core..", "java..", "org.slf4j..", "org.jspecify..")
                .check(HOUSE);
    }

    @Test
    void the_chain_knows_of_the_domain_only_its_values() {
        noClasses()
                .that()
                .resideInAPackage("dev.ovation.chain..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.ovation.core.account..",
                        "dev.ovation.core.accrual..",
                        "dev.ovation.core.delegation..",
                        "dev.ovation.core.doubt..",
                        "dev.ovation.core.economics..",
                        "dev.ovation.core.event..",
                        "dev.ovation.core.intent..",
                        "dev.ovation.core.ledger..",
                        "dev.ovation.core.payment..",
                        "dev.ovation.core.reconcile..",
                        "dev.ovation.core.refusal..",
                        "dev.ovation.core.screening..",
                        "dev.ovation.core.settlement..",
                        "dev.ovation.core.statement..",
                        "dev.ovation.core.withdrawal..",
                        "dev.ovation.core.work..",
                        "dev.ovation.store..",
                        "dev.ovation.queue..")
                .check(HOUSE);
    }

    @Test
    void the_queue_is_a_library_of_its_own() {
        noClasses()
                .that()
                .resideInAPackage("dev.ovation.queue..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.ovation.core..", "dev.ovation.chain..", "dev.ovation.store..", "dev.ovation.runtime..")
                .check(HOUSE);
    }

    @Test
    void the_store_sees_no_other_adapter() {
        noClasses()
                .that()
                .resideInAPackage("dev.ovation.store..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.ovation.chain..", "dev.ovation.queue..")
                .check(HOUSE);
    }

    @Test
    void nobody_inside_sees_who_stands_outside() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "dev.ovation.core..", "dev.ovation.chain..", "dev.ovation.store..", "dev.ovation.queue..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(OUTER)
                .check(HOUSE);
    }

    @Test
    void the_servers_do_not_see_each_other() {
        noClasses()
                .that()
                .resideInAPackage("dev.ovation.api..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.ovation.jobs..", "dev.ovation.standalone..")
                .check(HOUSE);
        noClasses()
                .that()
                .resideInAPackage("dev.ovation.jobs..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.ovation.api..", "dev.ovation.standalone..")
                .check(HOUSE);
    }
}
