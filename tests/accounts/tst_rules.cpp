// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/accounts/admission.h"
#include "backend/accounts/system_limits.h"

#include <QTest>

using namespace roost;

class TstRules : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void addressOfANewAccount_data()
    {
        QTest::addColumn<QByteArray>("address");
        QTest::addColumn<bool>("admissible");
        const auto row = [](const char* address, bool admissible) {
            QTest::newRow(address) << QByteArray(address) << admissible;
        };
        row("annannann@relay.test", true);
        row("ci-abc123@relay.test", true);
        row("a.b_c-d.e@relay.test", true);
        row("123456789@relay.test", true);
        row("", false);
        row("@relay.test", false);
        row("annannann", false);
        row("annannann@", false);
        row("annannann@other.test", false);
        row("annannann@relay.test.", false);
        row("annannann@x@relay.test", false);
        row("annannan@relay.test", false);   // 8
        row("annannannn@relay.test", false); // 10
        row("ann+ann-a@relay.test", false);
        row("ann ann-a@relay.test", false);
        row("ANNANNANN@relay.test", false); // callers give lower case
        row("annannan\xc3\xa4@relay.test", false);
        row("\"annann\"@relay.test", false);
    }

    void addressOfANewAccount()
    {
        QFETCH(QByteArray, address);
        settings::Values values;
        values.mail_domain = "Relay.Test";
        QTEST(accounts::isAdmissibleAddress(address.toStdString(), values), "admissible");
    }

    void addressLiteralIsADomainToo()
    {
        settings::Values values;
        values.mail_domain = "[192.0.2.1]";
        QVERIFY(accounts::isAdmissibleAddress("annannann@[192.0.2.1]", values));
        QVERIFY(!accounts::isAdmissibleAddress("annannann@192.0.2.1", values));
        QVERIFY(!accounts::isAdmissibleAddress("annannann@[192.0.2.2]", values));
    }

    void lengthsAreSettings()
    {
        settings::Values values;
        values.mail_domain = "relay.test";
        values.username_min_length = 2;
        values.username_max_length = 100;
        QVERIFY(accounts::isAdmissibleAddress("an@relay.test", values));
        QVERIFY(!accounts::isAdmissibleAddress("a@relay.test", values));
        QVERIFY(accounts::isAdmissibleAddress(std::string(64, 'a') + "@relay.test", values));
        // No more than mail addresses can have, RFC 5321 §4.5.3.1.1.
        QVERIFY(!accounts::isAdmissibleAddress(std::string(65, 'a') + "@relay.test", values));
    }

    void nobodyIsAdmittedBeforeSetup()
    {
        QVERIFY(!accounts::isAdmissibleAddress("annannann@", settings::Values()));
    }

    void passwordOfANewAccount()
    {
        const settings::Values values;
        QVERIFY(accounts::isAdmissiblePassword("123456789", values));
        QVERIFY(accounts::isAdmissiblePassword("p$w'{\"\\ \xc3\xa4", values));
        QVERIFY(!accounts::isAdmissiblePassword("12345678", values));
        QVERIFY(!accounts::isAdmissiblePassword(std::string("12345678\0x", 10), values));
        QVERIFY(accounts::isAdmissiblePassword(std::string(256, 'x'), values));
        QVERIFY(!accounts::isAdmissiblePassword(std::string(257, 'x'), values));
    }

    void busyOrFullMachinesTakeNoNewAccounts()
    {
        const settings::Values values; // load 5, memory 200 MB, disk 1 GB
        accounts::SystemState state;
        state.load = 5.0;
        state.available_memory = 200'000'000;
        state.free_disk = 1'000'000'000;
        QVERIFY(!accounts::systemRefusal(state, values));

        auto busy = state;
        busy.load = 5.01;
        const auto refusal = accounts::systemRefusal(busy, values);
        QCOMPARE(refusal->setting, "max_load_1m");
        QCOMPARE(refusal->measured, 5.01);
        QCOMPARE(refusal->limit, 5.0);
        auto full = state;
        full.available_memory = 199'999'999;
        QCOMPARE(accounts::systemRefusal(full, values)->setting, "min_available_memory");
        auto crammed = state;
        crammed.free_disk = 999'999'999;
        QCOMPARE(accounts::systemRefusal(crammed, values)->setting, "min_free_disk_space");
    }

    void whatCannotBeReadDoesNotRefuse()
    {
        QVERIFY(!accounts::systemRefusal(accounts::SystemState(), settings::Values()));
        const auto state = accounts::readSystemState("/no/such/folder");
        QVERIFY(!state.free_disk);
    }

    void theMachineIsRead()
    {
        const auto state = accounts::readSystemState("/");
        QVERIFY(state.load.has_value());
        QVERIFY(*state.available_memory > 1'000'000);
        QVERIFY(*state.free_disk > 0);
    }
};

QTEST_GUILESS_MAIN(TstRules)
#include "tst_rules.moc"
