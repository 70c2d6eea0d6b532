// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/api/explanations.h"

#include <QObject>

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace roost::models {

/// What the line beside an explanation is.
enum class Detail {
    answer,     // the other server said it
    finding,    // we found it out
    of_last_try // either
};
/// The line as people read it.
QString detailText(Detail detail, std::string_view line);

/// One failure in the user's language.
struct Explained {
    QString title;
    QString what_happened;
    QString who; // can do something about it
    QString what_to_do;
    Detail detail = Detail::answer;
};

/// What the daemon says of failures, by id, translated.
class Explanations : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    bool isEmpty() const { return by_id_.empty(); }
    void set(const std::vector<api::Explanation>& all);
    /// Empty before they are set. There is something to read for ids of newer daemons, too.
    Explained of(std::string_view id) const;
    QString title(std::string_view id) const { return of(id).title; }

Q_SIGNALS:
    void changed();

private:
    std::map<std::string, api::Explanation, std::less<>> by_id_;
};

} // namespace roost::models
