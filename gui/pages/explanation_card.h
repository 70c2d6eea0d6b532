// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/models/explanations.h"
#include "gui/widgets/card.h"

#include <QLabel>

#include <string>

namespace roost::pages {

/// Why something waits, who can mend it and what to do; beneath it what the other server said, or
/// we found.
class ExplanationCard : public widgets::Card {
    Q_OBJECT

public:
    explicit ExplanationCard(QWidget* parent = nullptr);

    void say(const models::Explained& why, const std::string& last_answer);
    /// Nothing is chosen.
    void clear();

private:
    QLabel* title_;
    QLabel* happened_;
    QLabel* to_do_;
    QLabel* who_heading_;
    QLabel* who_;
    QLabel* answer_heading_;
    QLabel* answer_;
};

} // namespace roost::pages
