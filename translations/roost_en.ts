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
    <message numerus="yes">
        <source>in %n seconds</source>
        <translation>
            <numerusform>in %n second</numerusform>
            <numerusform>in %n seconds</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %n minutes</source>
        <translation>
            <numerusform>in %n minute</numerusform>
            <numerusform>in %n minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %n hours</source>
        <translation>
            <numerusform>in %n hour</numerusform>
            <numerusform>in %n hours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %n days</source>
        <translation>
            <numerusform>in %n day</numerusform>
            <numerusform>in %n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n days</source>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hours</source>
        <translation>
            <numerusform>%n hour</numerusform>
            <numerusform>%n hours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minutes</source>
        <translation>
            <numerusform>%n minute</numerusform>
            <numerusform>%n minutes</numerusform>
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
    <message numerus="yes">
        <source>%n messages wait for other servers. Roost goes on trying; the queue says why they wait.</source>
        <translation>
            <numerusform>One message waits for another server. Roost goes on trying; the queue says why it waits.</numerusform>
            <numerusform>%n messages wait for other servers. Roost goes on trying; the queue says why they wait.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new addresses were refused for such reasons.</source>
        <translation>
            <numerusform>%n new address was refused for such reasons.</numerusform>
            <numerusform>%n new addresses were refused for such reasons.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>QueueActs</name>
    <message numerus="yes">
        <source>%n messages</source>
        <translation>
            <numerusform>%n message</numerusform>
            <numerusform>%n messages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n destinations</source>
        <translation>
            <numerusform>%n destination</numerusform>
            <numerusform>%n destinations</numerusform>
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
    <name>roost::pages::QueuePage</name>
    <message numerus="yes">
        <source>%n messages wait for other servers</source>
        <translation>
            <numerusform>One message waits for another server</numerusform>
            <numerusform>%n messages wait for other servers</numerusform>
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
