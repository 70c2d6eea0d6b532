// SPDX-License-Identifier: GPL-3.0-or-later
#include "world.h"

using namespace roost;
using namespace roost::test;

class TstMailboxes : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void inboxIsOneInAnyCase();
    void aRecreatedMailboxGetsALargerUidValidity();
    void childrenMoveAlong();
    void inboxStays();
    void thereIsALimit();
    void subscriptionsAreKept();
    void usedOctetsAreExact();

private:
    Result<Mailbox> create(const std::string& name)
    {
        return world_->attempt([&](Stores& s) { return s.mailboxes.create(ann_.id, name); });
    }
    Result<> rename(const std::string& from, const std::string& to)
    {
        return world_->attempt([&](Stores& s) { return s.mailboxes.rename(ann_.id, from, to); });
    }
    Result<> remove(const std::string& name)
    {
        return world_->attempt([&](Stores& s) { return s.mailboxes.remove(ann_.id, name); });
    }
    std::string names()
    {
        std::string text;
        for (const auto& found : world_->run([&](Stores& s) { return s.mailboxes.list(ann_.id); }))
            text += found.name + " ";
        return text;
    }
    std::unique_ptr<World> world_;
    Account ann_;
};

void TstMailboxes::init()
{
    world_ = std::make_unique<World>();
    ann_ = world_->account("ann@relay.test");
}

void TstMailboxes::inboxIsOneInAnyCase()
{
    const auto found = world_->run([&](Stores& s) { return s.mailboxes.find(ann_.id, "inBox"); });
    QCOMPARE(found->id, ann_.inbox_id);
    QCOMPARE(create("Inbox").error().code, Code::exists);
    QCOMPARE(create("inbox.Sub").value().name, std::string("INBOX.Sub"));
    QVERIFY(create("Inboxes"));
    QVERIFY(create("chat"));
    QVERIFY(create("Chat")); // other names differ by case
    QCOMPARE(names(), std::string("INBOX Chat INBOX.Sub Inboxes chat "));
}

void TstMailboxes::aRecreatedMailboxGetsALargerUidValidity()
{
    const Mailbox first = create("DeltaChat").value();
    world_->deliver(first.id, "text");
    QVERIFY(remove("DeltaChat"));
    const Mailbox second = create("DeltaChat").value();
    QVERIFY(second.uid_validity > first.uid_validity);
    QVERIFY(second.id != first.id);
    QCOMPARE(second.messages, 0);
    QVERIFY(world_->thread().tidy());
    QCOMPARE(world_->count("body_contents"), 0);
    QCOMPARE(remove("nothing").error().code, Code::not_found);
    QCOMPARE(world_->faults(), std::string());
}

void TstMailboxes::childrenMoveAlong()
{
    for (const char* name : {"old", "old.x", "old.x.y", "older"}) QVERIFY(create(name));
    QVERIFY(rename("old", "new"));
    QCOMPARE(names(), std::string("INBOX new new.x new.x.y older "));
    QCOMPARE(rename("new", "older").error().code, Code::exists);
    QCOMPARE(rename("none", "some").error().code, Code::not_found);
    QVERIFY(create("full.x"));
    QCOMPARE(rename("new", "full").error().code, Code::exists);
    QCOMPARE(names(), std::string("INBOX full.x new new.x new.x.y older ")); // nothing was done
}

void TstMailboxes::inboxStays()
{
    QCOMPARE(remove("inbox").error().code, Code::denied);
    QCOMPARE(rename("inbox", "Archive").error().code, Code::denied);
}

void TstMailboxes::thereIsALimit()
{
    world_->run([&](Stores& s) {
        for (int i = 1; i < 1000; ++i) s.mailboxes.create(ann_.id, "m" + std::to_string(i)).value();
        return 0;
    });
    QCOMPARE(create("one.more").error().code, Code::limit);
    QCOMPARE(create("").error().code, Code::invalid);
    QCOMPARE(create(std::string(1001, 'x')).error().code, Code::invalid);
}

void TstMailboxes::subscriptionsAreKept()
{
    const auto subscribe = [&](const std::string& name, bool on) {
        return world_->attempt(
            [&](Stores& s) { return s.mailboxes.setSubscribed(ann_.id, name, on); });
    };
    QVERIFY(subscribe("inbox", false));
    QVERIFY(!world_->mailbox(ann_.inbox_id).subscribed);
    QCOMPARE(subscribe("nothing", true).error().code, Code::not_found);
}

void TstMailboxes::usedOctetsAreExact()
{
    const auto used = [&] {
        return world_->run([&](Stores& s) { return s.mailboxes.usedOctets(ann_.id); });
    };
    QCOMPARE(used(), 0);
    const Mailbox other = create("Other").value();
    world_->deliver(ann_.inbox_id, std::string(100, 'x'));
    world_->deliver(ann_.inbox_id, std::string(20, 'x'), Deleted);
    world_->deliver(other.id, std::string(3, 'x'));
    QCOMPARE(used(), 123);
    const UidSet first{{1, 1}};
    const auto copy = [&](std::int64_t quota) {
        return world_->attempt(
            [&](Stores& s) { return s.messages.copy(ann_.inbox_id, first, other.id, quota); });
    };
    QCOMPARE(copy(222).error().code, Code::limit);
    QCOMPARE(used(), 123);
    QVERIFY(copy(223));
    QCOMPARE(used(), 223);
    world_->expunge(ann_.inbox_id);
    QCOMPARE(used(), 203);
    QVERIFY(world_->attempt(
        [&](Stores& s) { return s.messages.move(ann_.inbox_id, first, other.id); }));
    QCOMPARE(used(), 203);
    QVERIFY(remove("Other"));
    QCOMPARE(used(), 0);
    QCOMPARE(world_->faults(), std::string());
}

QTEST_GUILESS_MAIN(TstMailboxes)
#include "tst_mailboxes.moc"
