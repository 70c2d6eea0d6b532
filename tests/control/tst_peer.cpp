// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/control/peer.h"

#include <QTest>

#include <sys/socket.h>
#include <unistd.h>

using namespace roost;
using control::Peer;

Q_DECLARE_METATYPE(control::Peer)
Q_DECLARE_METATYPE(control::RoleRules)

class TstPeer : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void roleFollowsUserAndGroups_data();
    void roleFollowsUserAndGroups();
    void kernelNamesThePeer();
    void pipeHasNoPeer();
};

void TstPeer::roleFollowsUserAndGroups_data()
{
    QTest::addColumn<Peer>("peer");
    QTest::addColumn<control::RoleRules>("rules");
    QTest::addColumn<QString>("role");
    const control::RoleRules rules{900, 50, 51};
    const control::RoleRules no_groups{900, std::nullopt, std::nullopt};
    QTest::newRow("root") << Peer{0, 0, {}, "root"} << no_groups << "admin";
    QTest::newRow("service user") << Peer{900, 900, {}, "roost"} << no_groups << "admin";
    QTest::newRow("primary admin group") << Peer{1000, 50, {}, "ann"} << rules << "admin";
    QTest::newRow("supplementary admin") << Peer{1000, 1000, {7, 50}, "ann"} << rules << "admin";
    QTest::newRow("viewer") << Peer{1000, 1000, {51}, "bob"} << rules << "viewer";
    QTest::newRow("both groups") << Peer{1000, 1000, {51, 50}, "ann"} << rules << "admin";
    QTest::newRow("stranger") << Peer{1000, 1000, {7}, "eve"} << rules << "none";
    QTest::newRow("stranger without groups") << Peer{1000, 0, {}, "eve"} << no_groups << "none";
}

void TstPeer::roleFollowsUserAndGroups()
{
    QFETCH(Peer, peer);
    QFETCH(control::RoleRules, rules);
    QFETCH(QString, role);
    const auto given = control::roleOf(peer, rules);
    const QString name = !given                       ? QStringLiteral("none")
                         : *given == api::Role::admin ? QStringLiteral("admin")
                                                      : QStringLiteral("viewer");
    QCOMPARE(name, role);
}

void TstPeer::kernelNamesThePeer()
{
    std::array<int, 2> pair{};
    QCOMPARE(::socketpair(AF_UNIX, SOCK_STREAM, 0, pair.data()), 0);
    const auto peer = control::peerOf(pair[0]);
    ::close(pair[0]);
    ::close(pair[1]);
    QVERIFY(peer);
    QCOMPARE(peer->user, ::geteuid());
    QCOMPARE(peer->group, ::getegid());
    QCOMPARE(int(peer->groups.size()), ::getgroups(0, nullptr));
    QVERIFY(!peer->name.empty());
    QVERIFY(control::roleOf(*peer, control::systemRoleRules()) == api::Role::admin);
}

void TstPeer::pipeHasNoPeer()
{
    std::array<int, 2> ends{};
    QCOMPARE(::pipe(ends.data()), 0);
    QVERIFY(!control::peerOf(ends[0]));
    ::close(ends[0]);
    ::close(ends[1]);
}

QTEST_GUILESS_MAIN(TstPeer)
#include "tst_peer.moc"
