// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/api/role.h"

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace roost::api {

/// What waits for one destination for one reason. `_at` fields are Unix seconds, UTC.
struct QueueGroup {
    std::string domain;
    std::string cause;           // name of the cause; empty = not tried yet
    std::string explanation;     // id of explanation_list
    std::string last_error;      // what the other server said last, or our words; may be empty
    std::int64_t messages = 0;   // of some thousand recipients and more: the recipients
    std::int64_t recipients = 0; // rows of queue_messages
    std::int64_t held = 0;       // of the recipients
    std::int64_t octets = 0;
    std::int64_t attempts = 0;    // of the one tried most often; of very many, of the oldest
    std::int64_t oldest_at = 0;   // when the oldest was queued
    std::int64_t next_try_at = 0; // the soonest; 0 = all are held
    std::int64_t last_try_at = 0; // 0 = never
    std::int64_t gives_up_at = 0; // when the oldest is returned to its sender; 0 = all are held
    std::int64_t held_until = 0;  // by a hold rule of the destination; 0 = none
    bool operator==(const QueueGroup&) const = default;
};
BOOST_DESCRIBE_STRUCT(QueueGroup,
                      (),
                      (domain,
                       cause,
                       explanation,
                       last_error,
                       messages,
                       recipients,
                       held,
                       octets,
                       attempts,
                       oldest_at,
                       next_try_at,
                       last_try_at,
                       gives_up_at,
                       held_until))

enum class QueueState {
    waits,    // for its next try
    held,     // left alone until released
    discarded // gone for good at erase_at; queue_restore brings it back until then
};
BOOST_DESCRIBE_ENUM(QueueState, waits, held, discarded)

/// One recipient of a message that waits; never what it says.
struct QueueMessage {
    std::int64_t id = 0;
    std::string sender; // empty: the relay itself
    std::string recipient;
    std::string domain;
    QueueState state = QueueState::waits;
    std::int64_t octets = 0;
    std::int64_t queued_at = 0;
    std::int64_t attempts = 0;
    std::int64_t next_try_at = 0; // 0 = it is held or discarded
    std::int64_t last_try_at = 0; // 0 = never
    std::int64_t gives_up_at = 0; // when it is returned to its sender; 0 = it is held or discarded
    std::string last_error;       // what the other server said, or our words; may be empty
    std::string explanation;      // id of explanation_list
    std::optional<std::int64_t> erase_at; // when discarded
    bool operator==(const QueueMessage&) const = default;
};
BOOST_DESCRIBE_STRUCT(QueueMessage,
                      (),
                      (id,
                       sender,
                       recipient,
                       domain,
                       state,
                       octets,
                       queued_at,
                       attempts,
                       next_try_at,
                       last_try_at,
                       gives_up_at,
                       last_error,
                       explanation,
                       erase_at))

/// queue_list: what waits, by destination and reason, most recipients first.
/// Errors: invalid (limit outside 1..1000).
struct QueueList {
    static constexpr std::string_view Method = "queue_list";
    static constexpr Role Least = Role::viewer;
    struct Params {
        std::int64_t limit = 500; // groups, 1..1000
        BOOST_DESCRIBE_CLASS(Params, (), (limit), (), ())
    };
    struct Reply {
        std::vector<QueueGroup> groups;
        std::int64_t recipients = 0; // in the whole queue
        std::int64_t discarded = 0;  // that can be restored; counted up to 1000
        BOOST_DESCRIBE_CLASS(Reply, (), (groups, recipients, discarded), (), ())
    };
};

/// queue_messages: single messages, one row per recipient, oldest first.
/// Errors: invalid (limit outside 1..1000).
struct QueueMessages {
    static constexpr std::string_view Method = "queue_messages";
    static constexpr Role Least = Role::viewer;
    struct Params {
        std::string domain;               // empty = of all
        std::optional<std::string> cause; // of a QueueGroup; null = any
        bool discarded = false;           // instead, those that can be restored, latest first
        std::int64_t after = 0;           // rows with a larger id
        std::int64_t limit = 100;         // rows, 1..1000
        BOOST_DESCRIBE_CLASS(Params, (), (domain, cause, discarded, after, limit), (), ())
    };
    struct Reply {
        std::vector<QueueMessage> messages;
        BOOST_DESCRIBE_CLASS(Reply, (), (messages), (), ())
    };
};

/// What a verb is about: these rows, or everything for `domain`. Rows that a verb does not fit, or
/// that have left the queue meanwhile, stay as they are.
struct QueueSelection {
    std::vector<std::int64_t> ids; // at most 1000
    std::string domain;            // when there are no ids
    BOOST_DESCRIBE_CLASS(QueueSelection, (), (ids, domain), (), ())
};

/// What a verb did.
struct QueueChange {
    std::int64_t changed = 0; // recipients
    /// Where a rule holds all mail, so that what shall be tried waits all the same: see
    /// queue_rule_remove. Of queue_retry, queue_release and queue_restore.
    std::vector<std::string> held_domains;
    BOOST_DESCRIBE_CLASS(QueueChange, (), (changed, held_domains), (), ())
};

/// queue_retry: tries at once.
/// Errors of all verbs: invalid (neither or both of ids and domain, more than 1000 ids).
struct QueueRetry {
    static constexpr std::string_view Method = "queue_retry";
    static constexpr Role Least = Role::admin;
    using Params = QueueSelection;
    using Reply = QueueChange;
};

/// queue_hold: leaves them alone until queue_release. Nothing that is held is returned to its
/// sender; but time goes on, and what is released after its lifetime gets one more try. For what
/// comes later see queue_rule_set.
struct QueueHold {
    static constexpr std::string_view Method = "queue_hold";
    static constexpr Role Least = Role::admin;
    using Params = QueueSelection;
    using Reply = QueueChange;
};

/// queue_release: held ones are tried at once; with `domain` its hold rule ends too.
struct QueueRelease {
    static constexpr std::string_view Method = "queue_release";
    static constexpr Role Least = Role::admin;
    using Params = QueueSelection;
    using Reply = QueueChange;
};

/// queue_bounce: gives up and tells the senders. Cannot be undone.
struct QueueBounce {
    static constexpr std::string_view Method = "queue_bounce";
    static constexpr Role Least = Role::admin;
    using Params = QueueSelection;
    using Reply = QueueChange;
};

/// queue_discard: nobody is told; until erase_at queue_restore brings them back.
struct QueueDiscard {
    static constexpr std::string_view Method = "queue_discard";
    static constexpr Role Least = Role::admin;
    using Params = QueueSelection;
    struct Reply {
        std::int64_t changed = 0; // recipients
        std::int64_t erase_at = 0;
        BOOST_DESCRIBE_CLASS(Reply, (), (changed, erase_at), (), ())
    };
};

/// queue_restore: undoes queue_discard.
struct QueueRestore {
    static constexpr std::string_view Method = "queue_restore";
    static constexpr Role Least = Role::admin;
    using Params = QueueSelection;
    using Reply = QueueChange;
};

/// Mail for a domain is left alone until then.
struct QueueRule {
    std::string domain;
    std::int64_t until_at = 0; // 253402300799, the end of the year 9999: without an end
    bool operator==(const QueueRule&) const = default;
};
BOOST_DESCRIBE_STRUCT(QueueRule, (), (domain, until_at))

/// queue_rules: the hold rules, by domain; at most 1000.
struct QueueRules {
    static constexpr std::string_view Method = "queue_rules";
    static constexpr Role Least = Role::viewer;
    struct Params {
        BOOST_DESCRIBE_CLASS(Params, (), (), (), ())
    };
    struct Reply {
        std::vector<QueueRule> rules;
        BOOST_DESCRIBE_CLASS(Reply, (), (rules), (), ())
    };
};

/// queue_rule_set: holds all mail for a domain, also what comes later.
/// Errors: invalid (no mail domain; until_at is past), limit (there are 1000 rules).
struct QueueRuleSet {
    static constexpr std::string_view Method = "queue_rule_set";
    static constexpr Role Least = Role::admin;
    struct Params {
        std::string domain;
        std::optional<std::int64_t> until_at; // null = without an end
        BOOST_DESCRIBE_CLASS(Params, (), (domain, until_at), (), ())
    };
    struct Reply {
        QueueRule rule;
        BOOST_DESCRIBE_CLASS(Reply, (), (rule), (), ())
    };
};

/// queue_rule_remove: its mail is due again.
/// Errors: not_found.
struct QueueRuleRemove {
    static constexpr std::string_view Method = "queue_rule_remove";
    static constexpr Role Least = Role::admin;
    struct Params {
        std::string domain;
        BOOST_DESCRIBE_CLASS(Params, (), (domain), (), ())
    };
    struct Reply {
        BOOST_DESCRIBE_CLASS(Reply, (), (), (), ())
    };
};

} // namespace roost::api
