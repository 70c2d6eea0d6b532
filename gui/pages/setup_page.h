// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/pages/invite_panel.h"
#include "gui/pages/page.h"
#include "gui/pages/setup_form.h"

#include <QLineEdit>
#include <QRadioButton>
#include <QSpinBox>

namespace roost::pages {

/// First run: gives the relay its name and ends with an invite on the screen.
class SetupPage : public Page {
    Q_OBJECT

public:
    explicit SetupPage(const models::RelayModel& relay, QWidget* parent = nullptr);

    void setError(const QString& text);
    void setInvite(const api::InviteGet::Reply& invite);
    /// From the button on until the reader has left: it stays on the screen though the relay is set
    /// up by now.
    bool isUnderWay() const { return is_under_way_; }

Q_SIGNALS:
    void setUpRequested(const roost::api::SetupApply::Params& params);
    void newInviteRequested();
    void finished();

protected:
    void onRelayChanged() override;

private:
    QWidget* buildForm();
    QWidget* buildPurpose();
    QWidget* buildWhere();
    QWidget* buildCertificate();
    QWidget* buildResult();
    SetupForm form() const;
    void onPurpose();
    void validate();
    void apply();

    QStackedWidget* steps_;
    QRadioButton* for_others_;
    QRadioButton* only_here_;
    QLineEdit* domain_;
    QLabel* domain_problem_;
    QLineEdit* addresses_;
    QLabel* addresses_problem_;
    QSpinBox* port_offset_;
    QPushButton* apply_;
    InvitePanel* invite_;
    QString domain_for_others_; // kept while the reader looks at the other choice
    bool is_under_way_ = false;
    bool is_waiting_ = false;
};

} // namespace roost::pages
