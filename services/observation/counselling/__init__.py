"""Counselling referrals: a database of their own, with a log of their own. Nothing of it leaves the service
but to those whom a referral concerns.
"""
