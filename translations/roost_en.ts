<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>Amounts</name>
    <message numerus="yes">
        <source>%n seconds ago</source>
        <translation>
            <numerusform>%n second ago</numerusform>
            <numerusform>%n seconds ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minutes ago</source>
        <translation>
            <numerusform>%n minute ago</numerusform>
            <numerusform>%n minutes ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hours ago</source>
        <translation>
            <numerusform>%n hour ago</numerusform>
            <numerusform>%n hours ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n days ago</source>
        <translation>
            <numerusform>%n day ago</numerusform>
            <numerusform>%n days ago</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Condition</name>
    <message numerus="yes">
        <source>%n people have an address here. There is nothing you need to do.</source>
        <translation>
            <numerusform>One person has an address here. There is nothing you need to do.</numerusform>
            <numerusform>%n people have an address here. There is nothing you need to do.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>UserActs</name>
    <message numerus="yes">
        <source>%n addresses</source>
        <translation>
            <numerusform>%n address</numerusform>
            <numerusform>%n addresses</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>roost::pages::UsersPage</name>
    <message numerus="yes">
        <source>Delete %n addresses with all their messages?</source>
        <translation>
            <numerusform>Delete %n address with all its messages?</numerusform>
            <numerusform>Delete %n addresses with all their messages?</numerusform>
        </translation>
    </message>
</context>
</TS>
