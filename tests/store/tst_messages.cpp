// SPDX-License-Identifier: GPL-3.0-or-later
#include "world.h"

using namespace roost;
using namespace roost::test;

class TstMessages : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void aMessageIsReadAsItWasAppended();
    void uidsAreNeverReused();
    void usedUpUidsAreALimit();
    void expungeTakesOnlyWhatIsDeleted();
    void expungeOfNothingWritesNothing();
    void copyAndMoveCorrespond();
    void copiesOfTinyMessagesComeToAnEnd();
    void aMoveWithinAMailboxGivesNewUids();
    void sumsFollowARandomHistory();

private:
    std::unique_ptr<World> world_;
    MailboxId inbox_ = 0;
    MailboxId other_ = 0;
};

void TstMessages::init()
{
    world_ = std::make_unique<World>();
    const Account ann = world_->account("ann@relay.test");
    inbox_ = ann.inbox_id;
    other_ = world_->run([&](Stores& s) { return s.mailboxes.create(ann.id, "Other")->id; });
}

void TstMessages::aMessageIsReadAsItWasAppended()
{
    const auto appended = world_->run([&](Stores& s) {
        const std::string content("with\0nul\r\n", 10);
        NewMessage message{s.bodies.add({content, {}, 10}), 10, Now, Seen | Flagged, "$Fwd work"};
        return s.messages.append(inbox_, message).value();
    });
    QCOMPARE(appended.uid, Uid{1});
    QCOMPARE(appended.uid_validity, world_->mailbox(inbox_).uid_validity);
    const auto rows = world_->run([&](Stores& s) { return s.messages.list(inbox_, {1, 9}, 10); });
    QCOMPARE(rows.size(), std::size_t{1});
    QCOMPARE(int(rows[0].flags), Seen | Flagged);
    QCOMPARE(rows[0].keywords, std::string("$Fwd work"));
    QCOMPARE(rows[0].received_at, Now);
    QCOMPARE(rows[0].modseq, world_->mailbox(inbox_).highest_modseq);
    const auto body = world_->run([&](Stores& s) { return s.bodies.load(rows[0].body_id); });
    QCOMPARE(body->content, std::string("with\0nul\r\n", 10));
    QCOMPARE(world_->told().back().mailboxes, std::vector<MailboxId>{inbox_});
    const auto nowhere = [](Stores& s) { return World::delivered(s, 999, "x"); };
    QCOMPARE(world_->attempt(nowhere).error().code, Code::not_found);
    QCOMPARE(world_->count("bodies"), 1);
}

void TstMessages::uidsAreNeverReused()
{
    for (Uid uid = 1; uid <= 3; ++uid) QCOMPARE(world_->deliver(inbox_, "x", Deleted), uid);
    QCOMPARE(world_->expunge(inbox_).text(), std::string("1:3"));
    const Mailbox emptied = world_->mailbox(inbox_);
    QCOMPARE(emptied.uid_next, Uid{4});
    QCOMPARE(emptied.messages, 0);
    QCOMPARE(emptied.expunges, 1);
    world_->stop();
    world_->start();
    QCOMPARE(world_->deliver(inbox_, "y"), Uid{4});
    QCOMPARE(world_->mailbox(inbox_).uid_validity, emptied.uid_validity);
}

void TstMessages::usedUpUidsAreALimit()
{
    world_->run([&](Stores& s) {
        s.db.execute("UPDATE mailboxes SET uid_next = 4294967294");
        return 0;
    });
    QCOMPARE(world_->deliver(inbox_, "last"), Uid{4294967294});
    const auto more = [&](Stores& s) { return World::delivered(s, inbox_, "x"); };
    QCOMPARE(world_->attempt(more).error().code, Code::limit);
    const auto move = [&](Stores& s) {
        return s.messages.copy(inbox_, {{1, 4294967295}}, inbox_, 1000);
    };
    QCOMPARE(world_->attempt(move).error().code, Code::limit);
}

void TstMessages::expungeTakesOnlyWhatIsDeleted()
{
    for (int i = 0; i < 6; ++i) world_->deliver(inbox_, "x", i % 2 == 0 ? Deleted : 0);
    const auto has = [&] {
        return world_->run([&](Stores& s) { return !s.messages.deleted(inbox_).empty(); });
    };
    QVERIFY(has());
    const UidSet some{{2, 3}, {100, 200}};
    const auto by_uid =
        world_->run([&](Stores& s) { return s.messages.expunge(inbox_, &some).value(); });
    QCOMPARE(by_uid.text(), std::string("3"));
    const auto even =
        world_->run([&](Stores& s) { return s.messages.expunge(inbox_, &some, true).value(); });
    QCOMPARE(even.text(), std::string("2"));
    QCOMPARE(world_->expunge(inbox_).text(), std::string("1,5"));
    QVERIFY(!has());
    QCOMPARE(world_->uids(inbox_).text(), std::string("4,6"));
    QVERIFY(world_->thread().tidy());
    QCOMPARE(world_->count("bodies"), 2);
    QCOMPARE(world_->faults(), std::string());
}

void TstMessages::expungeOfNothingWritesNothing()
{
    world_->deliver(inbox_, "x");
    const Mailbox before = world_->mailbox(inbox_);
    world_->told();
    QVERIFY(world_->expunge(inbox_).empty());
    QCOMPARE(world_->mailbox(inbox_).highest_modseq, before.highest_modseq);
    QCOMPARE(world_->mailbox(inbox_).expunges, before.expunges);
    QVERIFY(world_->told().empty());
}

void TstMessages::copyAndMoveCorrespond()
{
    for (int i = 0; i < 5; ++i) world_->deliver(inbox_, "x" + std::to_string(i), Seen);
    world_->deliver(other_, "there");
    const UidSet some{{2, 3}, {5, 9}};
    const auto copied =
        world_->run([&](Stores& s) { return s.messages.copy(inbox_, some, other_, 1000).value(); });
    QCOMPARE(copied.source.text(), std::string("2:3,5"));
    QCOMPARE(copied.target.text(), std::string("2:4"));
    QCOMPARE(copied.uid_validity, world_->mailbox(other_).uid_validity);
    QCOMPARE(world_->count("bodies"), 6); // once each
    const auto moved =
        world_->run([&](Stores& s) { return s.messages.move(inbox_, some, other_).value(); });
    QCOMPARE(moved.source.text(), std::string("2:3,5"));
    QCOMPARE(moved.target.text(), std::string("5:7"));
    QCOMPARE(world_->uids(inbox_).text(), std::string("1,4"));
    const auto row = world_->run([&](Stores& s) { return s.messages.list(other_, {5, 5}, 1)[0]; });
    QCOMPARE(int(row.flags), int(Seen));
    QCOMPARE(world_->run([&](Stores& s) { return s.bodies.load(row.body_id)->content; }),
             std::string("x1"));
    const auto nowhere = [&](Stores& s) { return s.messages.move(inbox_, some, 999); };
    QCOMPARE(world_->attempt(nowhere).error().code, Code::not_found);
    QCOMPARE(world_->faults(), std::string());
}

void TstMessages::copiesOfTinyMessagesComeToAnEnd()
{
    world_->deliver(inbox_, "x");
    const auto copy = [&](Stores& s) {
        return s.messages.copy(inbox_, {{1, 4294967295}}, other_, 1'000'000'000);
    };
    QVERIFY(world_->attempt(copy));
    QVERIFY(world_->attempt([&](Stores& s) -> Result<> {
        s.db.execute("UPDATE mailboxes SET messages = 200000 WHERE id = " + std::to_string(other_));
        return {};
    }));
    QCOMPARE(world_->attempt(copy).error().code, Code::limit);
}

void TstMessages::aMoveWithinAMailboxGivesNewUids()
{
    world_->deliver(inbox_, "x");
    const auto moved = world_->run([&](Stores& s) {
        return s.messages.move(inbox_, {{1, 1}}, inbox_).value();
    });
    QCOMPARE(moved.target.text(), std::string("2"));
    QCOMPARE(world_->uids(inbox_).text(), std::string("2"));
    QCOMPARE(world_->faults(), std::string());
}

/// verify() compares every sum with the rows, so any miscount of any verb shows.
void TstMessages::sumsFollowARandomHistory()
{
    std::mt19937 random(7);
    for (int round = 0; round < 8; ++round) {
        world_->run([&](Stores& s) {
            for (int step = 0; step < 60; ++step) {
                const auto from = random() % 2 ? inbox_ : other_;
                const auto to = random() % 2 ? inbox_ : other_;
                const auto first = static_cast<Uid>(random() % 100 + 1);
                const UidSet range{{first, first + static_cast<Uid>(random() % 10)}};
                const auto flags = static_cast<std::uint8_t>(random() % 32);
                const FlagChange change{FlagMode(random() % 3), flags, {}, {}};
                switch (random() % 6) {
                case 0: s.messages.setFlags(from, range, change).value(); break;
                case 1: s.messages.expunge(from, &range, random() % 2 == 0).value(); break;
                case 2: s.messages.copy(from, range, to, 1'000'000).value(); break;
                case 3: s.messages.move(from, range, to).value(); break;
                default:
                    World::delivered(s, from, std::string(random() % 9000, 'x'), flags).value();
                }
            }
            return 0;
        });
        QCOMPARE(world_->faults(), std::string());
    }
}

QTEST_GUILESS_MAIN(TstMessages)
#include "tst_messages.moc"
