import re
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from time import perf_counter
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.screens.scheduling import which_hour
from bot.texts import texts_in
from bot.ui.keyboards import PostAction, PostVerb
from bot.ui.reader import Reader
from domain.posts.models import Post
from domain.scheduling.moments import Moment, Shift
from domain.scheduling.time_words import LANGUAGES, language_of
from domain.scheduling.typed_times import (
    Doubt,
    HourUnclear,
    InThePast,
    NotUnderstood,
    Reading,
    TooFar,
    Understood,
    understand,
    warm_up,
)

NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
"""A Wednesday, ten in the morning in Berlin."""

# What is typed, and what is made of it by the clock of Berlin:
# "25.12.26 18:30" understood · "half_of_day: …, …" asked · "past …" · "far …" · "?" not understood
TABLE: dict[str, dict[str, str]] = {
    "en": {
        "tomorrow 9am": "26.11.26 09:00",
        "tomorrow at 9 am": "26.11.26 09:00",
        "friday 18:00": "27.11.26 18:00",
        "in 2 hours": "25.11.26 12:00",
        "in 1 minute": "25.11.26 10:01",
        "in an hour": "25.11.26 11:00",
        "in half an hour": "25.11.26 10:30",
        "in 1 hour 30 minutes": "25.11.26 11:30",
        "in 90 min": "25.11.26 11:30",
        "30 min": "25.11.26 10:30",
        "2 hours from now": "25.11.26 12:00",
        "25 Dec 10:00": "25.12.26 10:00",
        "Dec 25 at 10am": "25.12.26 10:00",
        "december 25th, 10:00": "25.12.26 10:00",
        "25.12 18:30": "25.12.26 18:30",
        "25.12. 18.30": "25.12.26 18:30",
        "24.12.2026 08:15": "24.12.26 08:15",
        "2026-12-25 18:30": "25.12.26 18:30",
        "2026-12-25T18:30": "25.12.26 18:30",
        "25/12/2026 18:30": "25.12.26 18:30",
        "12/25/2026 6:30pm": "25.12.26 18:30",
        "05/06 10:00": "which_day: 06.05.27 10:00, 05.06.27 10:00",
        "12/25 10:00": "25.12.26 10:00",
        "9am": "26.11.26 09:00",
        "9:00": "26.11.26 09:00",
        "11:30pm": "25.11.26 23:30",
        "9": "half_of_day: 25.11.26 21:00, 26.11.26 09:00",
        "18": "half_of_day: 25.11.26 18:00",
        "25": "?",
        "1830": "?",
        "20261225": "?",
        "day after tomorrow at 7": "half_of_day: 27.11.26 07:00, 27.11.26 19:00",
        "the day after tomorrow at 7pm": "27.11.26 19:00",
        "tomorrow at 7": "half_of_day: 26.11.26 07:00, 26.11.26 19:00",
        "tomorrow 7": "half_of_day: 26.11.26 07:00, 26.11.26 19:00",
        "friday 7": "half_of_day: 27.11.26 07:00, 27.11.26 19:00",
        "friday 18": "half_of_day: 27.11.26 18:00",
        "at 7": "half_of_day: 25.11.26 19:00, 26.11.26 07:00",
        "at 19": "25.11.26 19:00",
        "tomorrow": "no_hour: 26.11.26 09:00, 26.11.26 12:00, 26.11.26 18:00",
        "25 dec": "no_hour: 25.12.26 09:00, 25.12.26 12:00, 25.12.26 18:00",
        "friday": "no_hour: 27.11.26 09:00, 27.11.26 12:00, 27.11.26 18:00",
        "wednesday": "no_hour: 25.11.26 12:00, 25.11.26 18:00",
        "wednesday 18:00": "25.11.26 18:00",
        "wednesday 9:00": "02.12.26 09:00",
        "today": "no_hour: 25.11.26 12:00, 25.11.26 18:00",
        "tonight": "no_hour: 25.11.26 20:00",
        "tonight at 8": "25.11.26 20:00",
        "tonight at 8pm": "25.11.26 20:00",
        "tomorrow morning": "no_hour: 26.11.26 09:00",
        "tomorrow morning at 9": "26.11.26 09:00",
        "9 in the morning": "26.11.26 09:00",
        "tomorrow noon": "26.11.26 12:00",
        "noon": "25.11.26 12:00",
        "midnight": "26.11.26 00:00",
        "friday midnight": "which_day: 27.11.26 00:00, 28.11.26 00:00",
        "tonight at midnight": "26.11.26 00:00",
        "tomorrow at 12am": "which_day: 26.11.26 00:00, 27.11.26 00:00",
        "12pm": "25.11.26 12:00",
        "next friday 18:00": "which_day: 27.11.26 18:00, 04.12.26 18:00",
        "this friday 18:00": "27.11.26 18:00",
        "next week": "?",
        "next monday at 9am": "which_day: 30.11.26 09:00, 07.12.26 09:00",
        "monday 25 dec 10:00": "?",
        "friday 25 dec 10:00": "25.12.26 10:00",
        "yesterday 10:00": "past 24.11.26 10:00",
        "today 9am": "past 25.11.26 09:00",
        "today at 7": "25.11.26 19:00",
        "25.12.2025 10:00": "past 25.12.25 10:00",
        "25.12.2030 10:00": "far 25.12.30 10:00",
        "31.02 10:00": "?",
        "31 feb 10:00": "?",
        "29 feb 10:00": "29.02.28 10:00",
        "the 25th at 10am": "25.12.26 10:00",
        "on the 1st at 18:00": "01.12.26 18:00",
        "in 3 days at 10:00": "28.11.26 10:00",
        "in 3 days": "no_hour: 28.11.26 09:00, 28.11.26 12:00, 28.11.26 18:00",
        "in a week at 9am": "02.12.26 09:00",
        "tomorrow at 18.30": "26.11.26 18:30",
        "tomorrow 18.30": "26.11.26 18:30",
        "10.12": "no_hour: 10.12.26 09:00, 10.12.26 12:00, 10.12.26 18:00",
        "10.12 9am": "10.12.26 09:00",
        "25/12 pm": "no_hour: 25.12.26 15:00",
        "18.30": "25.11.26 18:30",
        "half past 7": "half_of_day: 25.11.26 19:30, 26.11.26 07:30",
        "7 o'clock": "half_of_day: 25.11.26 19:00, 26.11.26 07:00",
        "tomorrow at half past 9": "half_of_day: 26.11.26 09:30, 26.11.26 21:30",
        "9:00-10:00": "?",
        "between 9:00 and 10:00": "?",
        "25:00": "?",
        "24:00": "26.11.26 00:00",
        "tomorrow 24:00": "27.11.26 00:00",
        "18:30:00": "25.11.26 18:30",
        "18:30:15": "?",
        "every monday at 18:00": "?",
        "asap": "?",
        "now": "?",
        "later": "?",
        "noon tomorrow": "26.11.26 12:00",
        "6pm friday": "27.11.26 18:00",
        "18:00 friday": "27.11.26 18:00",
        "9h": "26.11.26 09:00",
        "9h30": "26.11.26 09:30",
        "18h tomorrow": "26.11.26 18:00",
        "tomorrow 9 a.m.": "26.11.26 09:00",
        "mon 9:30": "30.11.26 09:30",
        "Sat, 28 Nov, 09:30": "28.11.26 09:30",
        "28 Nov 2026 09:30": "28.11.26 09:30",
        "dec 25 9": "half_of_day: 25.12.26 09:00, 25.12.26 21:00",
        "25 dec 10": "half_of_day: 25.12.26 10:00, 25.12.26 22:00",
        "in 1.5 hours": "25.11.26 11:30",
        "in -5 minutes": "?",
        "in 0 minutes": "?",
        "in 99999 days": "?",
        "in 9999 hours": "16.01.28 01:00",
        "in 9999 weeks at 9:00": "far 15.07.18 09:00",
        "sunday evening at 6": "29.11.26 18:00",
        "tomorrow evening": "no_hour: 26.11.26 20:00",
        "9pm tomorrow": "26.11.26 21:00",
        "may 5 at 10:00": "05.05.27 10:00",
        "at 5 may 10:00": "?",
        "friday at noon": "27.11.26 12:00",
        "25.12. at 9pm": "25.12.26 21:00",
        "tomorrow at 9:30 pm": "26.11.26 21:30",
        "in 5 mins": "25.11.26 10:05",
        "in one hour": "25.11.26 11:00",
        "1 hour later": "25.11.26 11:00",
        "on friday at 6:15 pm": "27.11.26 18:15",
        "9 p.m. on friday": "27.11.26 21:00",
        "next wednesday 18:00": "02.12.26 18:00",
        "apres demain 10:00": "?",
        "2 hours": "?",
    },
    "es": {
        "mañana a las 9": "half_of_day: 26.11.26 09:00, 26.11.26 21:00",
        "mañana a las 9 de la mañana": "26.11.26 09:00",
        "mañana a las 9 de la noche": "26.11.26 21:00",
        "mañana a las 21": "26.11.26 21:00",
        "mañana a las 21h": "26.11.26 21:00",
        "manana 9:00": "26.11.26 09:00",
        "mañana por la mañana": "no_hour: 26.11.26 09:00",
        "mañana por la tarde a las 5": "26.11.26 17:00",
        "pasado mañana a las 18:30": "27.11.26 18:30",
        "pasado mañana": "no_hour: 27.11.26 09:00, 27.11.26 12:00, 27.11.26 18:00",
        "hoy a las 20:00": "25.11.26 20:00",
        "hoy a las 8 de la tarde": "25.11.26 20:00",
        "el viernes a las 9": "half_of_day: 27.11.26 09:00, 27.11.26 21:00",
        "viernes 18:00": "27.11.26 18:00",
        "el viernes que viene a las 18:00": "which_day: 27.11.26 18:00, 04.12.26 18:00",
        "próximo viernes 18:00": "which_day: 27.11.26 18:00, 04.12.26 18:00",
        "25 de diciembre a las 10:00": "25.12.26 10:00",
        "el 25 de diciembre a las 10 de la mañana": "25.12.26 10:00",
        "el 25 a las 18:00": "25.11.26 18:00",
        "25/12 18:30": "25.12.26 18:30",
        "25/12/2026 a las 9": "half_of_day: 25.12.26 09:00, 25.12.26 21:00",
        "25.12 18:30": "25.12.26 18:30",
        "05/06 10:00": "05.06.27 10:00",
        "en 2 horas": "25.11.26 12:00",
        "dentro de 2 horas": "25.11.26 12:00",
        "en media hora": "25.11.26 10:30",
        "dentro de una hora": "25.11.26 11:00",
        "en una hora y media": "25.11.26 11:30",
        "en 5 minutos": "25.11.26 10:05",
        "dentro de 3 días a las 10:00": "28.11.26 10:00",
        "mediodía": "25.11.26 12:00",
        "mañana a mediodía": "26.11.26 12:00",
        "medianoche": "26.11.26 00:00",
        "esta noche": "no_hour: 25.11.26 20:00",
        "esta noche a las 9": "25.11.26 21:00",
        "9h": "26.11.26 09:00",
        "9h30": "26.11.26 09:30",
        "mañana 9 am": "26.11.26 09:00",
        "a las 9": "half_of_day: 25.11.26 21:00, 26.11.26 09:00",
        "a las 9 y media": "half_of_day: 25.11.26 21:30, 26.11.26 09:30",
        "a las 9 horas": "26.11.26 09:00",
        "a las 21 horas": "25.11.26 21:00",
        "21 horas": "25.11.26 21:00",
        "2 horas": "half_of_day: 25.11.26 14:00, 26.11.26 02:00",
        "lunes": "no_hour: 30.11.26 09:00, 30.11.26 12:00, 30.11.26 18:00",
        "mar 10:00": "01.12.26 10:00",
        "miércoles 10:00": "02.12.26 10:00",
        "sábado por la noche a las 10": "28.11.26 22:00",
        "tomorrow 9am": "26.11.26 09:00",
        "mañana": "no_hour: 26.11.26 09:00, 26.11.26 12:00, 26.11.26 18:00",
        "ayer a las 10:00": "past 24.11.26 10:00",
        "la semana que viene": "?",
        "1 de enero a las 00:00": "01.01.27 00:00",
        "9": "half_of_day: 25.11.26 21:00, 26.11.26 09:00",
        "a las 3 de la madrugada": "26.11.26 03:00",
        "mañana a las 12 de la noche": "27.11.26 00:00",
        "a las 9 p. m.": "25.11.26 21:00",
        "jueves, 26 de noviembre de 2026, 18:30": "26.11.26 18:30",
        "el miércoles a las 12:00": "25.11.26 12:00",
        "mañana a las nueve": "?",
        "25 dic 10": "half_of_day: 25.12.26 10:00, 25.12.26 22:00",
        "mañana temprano a las 8": "26.11.26 08:00",
        "en 45 min": "25.11.26 10:45",
        "el lunes que viene a las 9:30": "which_day: 30.11.26 09:30, 07.12.26 09:30",
        "domingo a las 7 de la tarde": "29.11.26 19:00",
        "9:30 p.m.": "25.11.26 21:30",
        "hoy a mediodía": "25.11.26 12:00",
    },
    "pt-br": {
        "amanhã às 9": "half_of_day: 26.11.26 09:00, 26.11.26 21:00",
        "amanhã às 9h": "26.11.26 09:00",
        "amanha 9h30": "26.11.26 09:30",
        "amanhã às 9 da manhã": "26.11.26 09:00",
        "amanhã às 9 da noite": "26.11.26 21:00",
        "depois de amanhã às 18:30": "27.11.26 18:30",
        "hoje às 20h": "25.11.26 20:00",
        "hoje à noite": "no_hour: 25.11.26 21:00",
        "hoje à noite às 8": "25.11.26 20:00",
        "sexta às 18h": "27.11.26 18:00",
        "sexta-feira 18:00": "27.11.26 18:00",
        "na sexta-feira às 18:00": "27.11.26 18:00",
        "segunda feira às 10:00": "30.11.26 10:00",
        "próxima sexta às 18h": "which_day: 27.11.26 18:00, 04.12.26 18:00",
        "25 de dezembro às 10:00": "25.12.26 10:00",
        "dia 25 às 18h": "25.11.26 18:00",
        "25/12 18:30": "25.12.26 18:30",
        "em 2 horas": "25.11.26 12:00",
        "daqui a 2 horas": "25.11.26 12:00",
        "daqui a meia hora": "25.11.26 10:30",
        "daqui a 3 dias às 10:00": "28.11.26 10:00",
        "meio-dia": "25.11.26 12:00",
        "amanhã ao meio-dia": "26.11.26 12:00",
        "meia-noite": "26.11.26 00:00",
        "às 9": "half_of_day: 25.11.26 21:00, 26.11.26 09:00",
        "9h": "26.11.26 09:00",
        "terça 10:00": "01.12.26 10:00",
        "sábado": "no_hour: 28.11.26 09:00, 28.11.26 12:00, 28.11.26 18:00",
        "amanhã de manhã": "no_hour: 26.11.26 09:00",
        "ontem 10:00": "past 24.11.26 10:00",
        "quinta que vem às 10:00": "which_day: 26.11.26 10:00, 03.12.26 10:00",
        "às 9 e meia": "half_of_day: 25.11.26 21:30, 26.11.26 09:30",
        "5 de março às 10:00": "05.03.27 10:00",
        "amanhã": "no_hour: 26.11.26 09:00, 26.11.26 12:00, 26.11.26 18:00",
        "em 1 minuto": "25.11.26 10:01",
        "quarta 14h": "25.11.26 14:00",
        "a 25 de dezembro às 10:00": "25.12.26 10:00",
        "domingo à tarde às 4": "29.11.26 16:00",
        "em uma hora e meia": "25.11.26 11:30",
    },
    "de": {
        "morgen 9 Uhr": "26.11.26 09:00",
        "morgen um 9 Uhr": "26.11.26 09:00",
        "morgen um 9": "half_of_day: 26.11.26 09:00, 26.11.26 21:00",
        "morgen 9:00": "26.11.26 09:00",
        "morgen früh um 9": "26.11.26 09:00",
        "morgen früh": "no_hour: 26.11.26 09:00",
        "morgen abend um 8": "26.11.26 20:00",
        "übermorgen 18 Uhr": "27.11.26 18:00",
        "uebermorgen 18.30 Uhr": "27.11.26 18:30",
        "heute 20 Uhr": "25.11.26 20:00",
        "heute Abend um 8": "25.11.26 20:00",
        "heute Nacht um 1": "26.11.26 01:00",
        "heute nacht um 2 Uhr": "26.11.26 02:00",
        "freitag 18:00": "27.11.26 18:00",
        "am freitag um 18 uhr": "27.11.26 18:00",
        "nächsten freitag um 18 uhr": "which_day: 27.11.26 18:00, 04.12.26 18:00",
        "kommenden freitag 18 uhr": "27.11.26 18:00",
        "25.12. 18:30": "25.12.26 18:30",
        "25.12. um 18.30 Uhr": "25.12.26 18:30",
        "25.12 18.30": "25.12.26 18:30",
        "am 25.12.2026 um 9 Uhr": "25.12.26 09:00",
        "am 25. um 18:00": "25.11.26 18:00",
        "25. dezember 10 uhr": "25.12.26 10:00",
        "am 25. Dezember um 10 Uhr": "25.12.26 10:00",
        "in 2 stunden": "25.11.26 12:00",
        "in einer halben stunde": "25.11.26 10:30",
        "in einer stunde": "25.11.26 11:00",
        "in 30 min": "25.11.26 10:30",
        "in 3 tagen um 10 uhr": "28.11.26 10:00",
        "mittags": "25.11.26 12:00",
        "morgen mittag": "26.11.26 12:00",
        "um mitternacht": "26.11.26 00:00",
        "um 9": "half_of_day: 25.11.26 21:00, 26.11.26 09:00",
        "um 9 am freitag": "half_of_day: 27.11.26 09:00, 27.11.26 21:00",
        "9 uhr": "26.11.26 09:00",
        "9 uhr 30": "26.11.26 09:30",
        "9 uhr morgens": "26.11.26 09:00",
        "9 uhr abends": "25.11.26 21:00",
        "montag morgen 9 uhr": "30.11.26 09:00",
        "montag morgen": "no_hour: 30.11.26 09:00",
        "samstag": "no_hour: 28.11.26 09:00, 28.11.26 12:00, 28.11.26 18:00",
        "sonnabend 10 uhr": "28.11.26 10:00",
        "mi 10:00": "02.12.26 10:00",
        "do 18:00": "26.11.26 18:00",
        "mo 14.12": "no_hour: 14.12.26 09:00, 14.12.26 12:00, 14.12.26 18:00",
        "mo 14.12.": "no_hour: 14.12.26 09:00, 14.12.26 12:00, 14.12.26 18:00",
        "mo 14.12 18:30": "14.12.26 18:30",
        "freitag 10.12": "?",
        "gestern 10 uhr": "past 24.11.26 10:00",
        "halb 8": "?",
        "morgen um halb 8": "?",
        "tomorrow 9am": "26.11.26 09:00",
        "5. märz 10 uhr": "05.03.27 10:00",
        "nächste woche": "?",
        "heute": "no_hour: 25.11.26 12:00, 25.11.26 18:00",
        "morgen vormittag um 10": "26.11.26 10:00",
        "am abend um 7": "25.11.26 19:00",
    },
    "fr": {
        "demain 9h": "26.11.26 09:00",
        "demain à 9h": "26.11.26 09:00",
        "demain à 9h30": "26.11.26 09:30",
        "demain à 9 heures": "26.11.26 09:00",
        "demain à 9": "half_of_day: 26.11.26 09:00, 26.11.26 21:00",
        "demain matin": "no_hour: 26.11.26 09:00",
        "demain matin à 9h": "26.11.26 09:00",
        "demain soir à 8h": "26.11.26 20:00",
        "après-demain à 18h30": "27.11.26 18:30",
        "apres demain 18h": "27.11.26 18:00",
        "aujourd'hui à 20h": "25.11.26 20:00",
        "aujourd’hui 18:30": "25.11.26 18:30",
        "ce soir": "no_hour: 25.11.26 20:00",
        "ce soir à 8h": "25.11.26 20:00",
        "ce soir à 20h": "25.11.26 20:00",
        "vendredi 18h": "27.11.26 18:00",
        "vendredi à 18h": "27.11.26 18:00",
        "vendredi prochain à 18h": "which_day: 27.11.26 18:00, 04.12.26 18:00",
        "ce vendredi 18:00": "27.11.26 18:00",
        "25 décembre à 10h": "25.12.26 10:00",
        "le 25 décembre à 10h": "25.12.26 10:00",
        "le 25 à 18h": "25.11.26 18:00",
        "25/12 18h30": "25.12.26 18:30",
        "1er janvier 00:00": "01.01.27 00:00",
        "dans 2 heures": "25.11.26 12:00",
        "dans une heure": "25.11.26 11:00",
        "dans une demi-heure": "25.11.26 10:30",
        "dans 30 minutes": "25.11.26 10:30",
        "dans 2h": "25.11.26 12:00",
        "dans 3 jours à 10h": "28.11.26 10:00",
        "midi": "25.11.26 12:00",
        "demain à midi": "26.11.26 12:00",
        "minuit": "26.11.26 00:00",
        "à 9": "half_of_day: 25.11.26 21:00, 26.11.26 09:00",
        "9h": "26.11.26 09:00",
        "9 h 30": "26.11.26 09:30",
        "lundi 9h et demie": "30.11.26 09:30",
        "mercredi": "no_hour: 25.11.26 12:00, 25.11.26 18:00",
        "jeudi 9:00": "26.11.26 09:00",
        "demain": "no_hour: 26.11.26 09:00, 26.11.26 12:00, 26.11.26 18:00",
        "hier 10h": "past 24.11.26 10:00",
        "5 août 10h": "05.08.27 10:00",
        "mar 10:00": "01.12.26 10:00",
        "9h du soir": "25.11.26 21:00",
        "2 heures": "half_of_day: 25.11.26 14:00, 26.11.26 02:00",
        "samedi après-midi à 3h": "28.11.26 15:00",
        "dans 1 heure et 30 minutes": "25.11.26 11:30",
    },
    "ru": {
        "завтра в 9": "half_of_day: 26.11.26 09:00, 26.11.26 21:00",
        "завтра в 9:00": "26.11.26 09:00",
        "завтра в 9 утра": "26.11.26 09:00",
        "завтра в 9 вечера": "26.11.26 21:00",
        "завтра в 21": "26.11.26 21:00",
        "завтра в 9 часов": "half_of_day: 26.11.26 09:00, 26.11.26 21:00",
        "завтра в 9 часов вечера": "26.11.26 21:00",
        "завтра утром": "no_hour: 26.11.26 09:00",
        "завтра вечером в 8": "26.11.26 20:00",
        "послезавтра в 18:30": "27.11.26 18:30",
        "сегодня в 20:00": "25.11.26 20:00",
        "сегодня вечером": "no_hour: 25.11.26 20:00",
        "сегодня в 8 вечера": "25.11.26 20:00",
        "через 2 часа": "25.11.26 12:00",
        "через час": "25.11.26 11:00",
        "через полчаса": "25.11.26 10:30",
        "через полтора часа": "25.11.26 11:30",
        "через 5 минут": "25.11.26 10:05",
        "через 1 минуту": "25.11.26 10:01",
        "через 1 час 30 минут": "25.11.26 11:30",
        "через 3 дня в 10:00": "28.11.26 10:00",
        "через неделю в 9:00": "02.12.26 09:00",
        "в пятницу в 18:00": "27.11.26 18:00",
        "пятница 18:00": "27.11.26 18:00",
        "в следующую пятницу в 18:00": "which_day: 27.11.26 18:00, 04.12.26 18:00",
        "в среду": "no_hour: 25.11.26 12:00, 25.11.26 18:00",
        "25 декабря 10:00": "25.12.26 10:00",
        "25 декабря в 10 утра": "25.12.26 10:00",
        "25.12 18:30": "25.12.26 18:30",
        "25.12 в 18.30": "25.12.26 18:30",
        "25.12.2026 г. в 9:00": "25.12.26 09:00",
        "25-го в 18:00": "25.11.26 18:00",
        "в полдень": "25.11.26 12:00",
        "завтра в полночь": "which_day: 26.11.26 00:00, 27.11.26 00:00",
        "в 9": "half_of_day: 25.11.26 21:00, 26.11.26 09:00",
        "9": "half_of_day: 25.11.26 21:00, 26.11.26 09:00",
        "в 3 часа дня": "25.11.26 15:00",
        "в 3 часа ночи": "26.11.26 03:00",
        "в 3 ч": "half_of_day: 25.11.26 15:00, 26.11.26 03:00",
        "в 18-30": "25.11.26 18:30",
        "вчера в 10:00": "past 24.11.26 10:00",
        "1 мая 10:00": "01.05.27 10:00",
        "в субботу вечером": "no_hour: 28.11.26 20:00",
        "9 ч 30 мин": "26.11.26 09:30",
        "воскресенье 10:00": "29.11.26 10:00",
        "завтра в 2 часа ночи": "which_day: 26.11.26 02:00, 27.11.26 02:00",
        "5 ноября 2027 года в 10:00": "05.11.27 10:00",
        "в воскресенье днём в 3": "29.11.26 15:00",
        "через 2 недели в 12:00": "09.12.26 12:00",
    },
    "uk": {
        "завтра о 9": "half_of_day: 26.11.26 09:00, 26.11.26 21:00",
        "завтра о 9:00": "26.11.26 09:00",
        "завтра о 9 ранку": "26.11.26 09:00",
        "завтра о 9 вечора": "26.11.26 21:00",
        "завтра о 9 годині": "half_of_day: 26.11.26 09:00, 26.11.26 21:00",
        "завтра о 18 годині": "26.11.26 18:00",
        "завтра вранці": "no_hour: 26.11.26 09:00",
        "завтра ввечері о 8": "26.11.26 20:00",
        "післязавтра о 18:30": "27.11.26 18:30",
        "сьогодні о 20:00": "25.11.26 20:00",
        "через 2 години": "25.11.26 12:00",
        "через 5 годин": "25.11.26 15:00",
        "через годину": "25.11.26 11:00",
        "через пів години": "25.11.26 10:30",
        "через півгодини": "25.11.26 10:30",
        "за 30 хвилин": "25.11.26 10:30",
        "за 1 хвилину": "25.11.26 10:01",
        "через 3 дні о 10:00": "28.11.26 10:00",
        "у п’ятницю о 18:00": "27.11.26 18:00",
        "в середу 18:00": "25.11.26 18:00",
        "п'ятниця 18:00": "27.11.26 18:00",
        "у неділю": "no_hour: 29.11.26 09:00, 29.11.26 12:00, 29.11.26 18:00",
        "наступної п'ятниці о 18:00": "?",
        "25 грудня о 10:00": "25.12.26 10:00",
        "25 листопада о 12:00": "25.11.26 12:00",
        "25.12 18:30": "25.12.26 18:30",
        "опівдні": "25.11.26 12:00",
        "опівночі": "26.11.26 00:00",
        "о 9": "half_of_day: 25.11.26 21:00, 26.11.26 09:00",
        "9": "half_of_day: 25.11.26 21:00, 26.11.26 09:00",
        "о 15 год 30 хв": "25.11.26 15:30",
        "в 18-30": "25.11.26 18:30",
        "учора о 10:00": "past 24.11.26 10:00",
        "5 березня о 10:00": "05.03.27 10:00",
        "о 3 годині дня": "25.11.26 15:00",
        "у суботу о 10 ранку": "28.11.26 10:00",
        "о 9-й вечора": "25.11.26 21:00",
        "25-го о 18:00": "25.11.26 18:00",
        "у вівторок о 7 вечора": "01.12.26 19:00",
        "через тиждень о 12:00": "02.12.26 12:00",
    },
}


def read(typed: str, locale: str = "en", *, zone: str = "Europe/Berlin", now: datetime = NOW) -> Reading:
    return understand(typed, now=now, zone=zone, locale=locale)


def said(reading: Reading) -> str:
    match reading:
        case Understood(moment):
            return shown(moment)
        case InThePast(moment):
            return f"past {shown(moment)}"
        case TooFar(moment):
            return f"far {shown(moment)}"
        case HourUnclear(doubt, candidates):
            return f"{doubt}: {', '.join(map(shown, candidates))}"
        case NotUnderstood():
            return "?"


def shown(moment: Moment) -> str:
    return f"{moment.wall:%d.%m.%y %H:%M}"


@pytest.mark.parametrize(
    ("locale", "typed", "meant"),
    [(locale, typed, meant) for locale, table in TABLE.items() for typed, meant in table.items()],
)
def test_a_typed_time_is_understood_or_asked_about(locale: str, typed: str, meant: str) -> None:
    assert said(read(typed, locale)) == meant


@pytest.mark.parametrize("locale", TABLE)
def test_english_is_understood_in_every_language(locale: str) -> None:
    assert said(read("tomorrow at 9:30 pm", locale)) == "26.11.26 21:30"
    assert said(read("TOMORROW 09:30", locale.upper())) == "26.11.26 09:30"


@pytest.mark.parametrize(
    ("locale", "meant"),
    [
        ("en", "which_day: 06.05.27 10:00, 05.06.27 10:00"),
        ("en-us", "06.05.27 10:00"),
        ("en-gb", "05.06.27 10:00"),
        ("es", "05.06.27 10:00"),
    ],
)
def test_the_order_of_a_slashed_date_is_the_locale_s(locale: str, meant: str) -> None:
    assert said(read("5/6 10:00", locale)) == meant
    assert said(read("5.6. 10:00", locale)) == "05.06.27 10:00"
    assert said(read("12/25 10:00", locale)) == said(read("25/12 10:00", locale)) == "25.12.26 10:00"


@pytest.mark.parametrize(
    "typed", ["9", "09", "18", "1830", "0930", "2027", "25", "9 ", "tomorrow 9", "9 tomorrow"]
)
@pytest.mark.parametrize("locale", TABLE)
def test_a_bare_number_is_never_guessed(typed: str, locale: str) -> None:
    assert isinstance(read(typed, locale), HourUnclear | NotUnderstood)


def test_a_day_without_an_hour_keeps_its_day() -> None:
    reading = read("25 dec")
    assert isinstance(reading, HourUnclear)
    assert reading.doubt is Doubt.NO_HOUR
    assert reading.day == date(2026, 12, 25)
    assert [moment.wall.hour for moment in reading.candidates] == [9, 12, 18]


def test_late_today_there_is_nothing_left_to_propose() -> None:
    reading = read("today", now=NOW + timedelta(hours=11))
    assert reading == HourUnclear(Doubt.NO_HOUR, (), date(2026, 11, 25))


def test_a_wait_is_real_time_and_falls_on_a_whole_minute() -> None:
    before_the_clock_goes_back = datetime(2026, 10, 24, 23, 30, 20, tzinfo=UTC)
    reading = read("in 2 hours", now=before_the_clock_goes_back)
    assert isinstance(reading, Understood)
    assert reading.moment.at == datetime(2026, 10, 25, 1, 31, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "note"),
    [
        ("28.03.2027 02:30", Shift.MOVED_FORWARD),
        ("31.10.2027 02:30", Shift.FIRST_OF_TWO),
        ("28.03.2027 03:30", None),
    ],
)
def test_daylight_saving_is_noticed(typed: str, note: Shift | None) -> None:
    reading = read(typed)
    assert isinstance(reading, Understood)
    assert reading.moment.note is note


def test_today_is_the_person_s_own() -> None:
    late, early = NOW + timedelta(hours=5), NOW - timedelta(hours=5)
    assert said(read("tomorrow 9:00", zone="Pacific/Auckland", now=late)) == "27.11.26 09:00"
    assert said(read("tomorrow 9:00", zone="America/Los_Angeles", now=early)) == "25.11.26 09:00"


def test_a_date_without_a_year_is_the_next_such_date() -> None:
    christmas = datetime(2026, 12, 25, 12, 0, tzinfo=UTC)
    assert said(read("25.12 18:30", now=christmas)) == "25.12.26 18:30"
    assert said(read("25.12 9:00", now=christmas)) == "25.12.27 09:00"
    assert said(read("1 jan 9:00", now=christmas)) == "01.01.27 09:00"


@pytest.mark.parametrize("typed", ["29 feb 2027 10:00", "30 feb 10:00", "25 dec 3000 9am"])
def test_a_day_that_no_calendar_has_is_not_replaced_by_another(typed: str) -> None:
    assert understand(typed, now=NOW, zone="Europe/Berlin", locale="en") == NotUnderstood()


def test_other_languages_are_read_as_english() -> None:
    assert language_of("pt-br") == "pt"
    assert language_of("zh-hans") == "en"
    assert said(read("tomorrow 9am", "it")) == "26.11.26 09:00"


@pytest.mark.parametrize("locale", ["en", "es"])
@pytest.mark.parametrize(
    ("typed", "key", "choices"),
    [
        ("25 dec", "when-no-hour", 3),
        ("25 dec 9", "when-which-hour", 2),
        ("friday 18", "when-which-hour", 1),
        ("next monday 18:00", "when-which-day", 2),
        ("today morning", "when-none-left", 0),
    ],
)
def test_each_doubt_has_its_question_and_a_way_back(typed: str, key: str, choices: int, locale: str) -> None:
    reader, post = Reader(texts_in(locale), "Europe/Berlin", NOW), Post(id=uuid4())
    unclear = read(typed, locale)
    assert isinstance(unclear, HourUnclear)
    screen = which_hour(reader, post, unclear)
    assert screen.text.render()[0] == reader.texts(key)
    assert screen.inline
    *rows, [back] = screen.inline.inline_keyboard
    assert len(rows) == choices
    assert back.callback_data == PostAction(id=post.id, verb=PostVerb.SCHEDULE).pack()


@pytest.mark.parametrize("locale", ["en", "es"])
@pytest.mark.parametrize("key", ["when-no-hour", "when-which-hour", "when-which-day", "when-none-left"])
def test_the_example_in_a_question_is_understood(key: str, locale: str) -> None:
    question = texts_in(locale)(key)
    [example] = re.findall("[“«](.+)[”»]", question)
    assert isinstance(read(example, locale), Understood)


HOSTILE = [
    *(
        "1" * 100,
        "9:" * 50,
        "1." * 50,
        "12 " * 33,
        "in 2" * 25,
        "in " + "1 hour " * 13,
        "at " * 33,
        "dec " * 25,
    ),
    *(
        "(a+)+$" * 16,
        ".*" * 50,
        "[" * 100,
        "\\" * 100,
        "a" * 100,
        "'" * 100,
        "~<>" * 33,
        "AM PM MIDNIGHT",
        "-1:-1",
    ),
    *(
        "😀" * 100,
        "مرحبا غدا ٩:٠٠",
        "\u202e9:00",
        "\u0301" * 100,
        "ﷺ" * 100,
        "\x00",
        "²³:¹⁵",
        "九時",
        "x" * 100_000,
    ),
    *("00.00 00:00", "0/0/0", "31.12.9999 23:59", "0001-01-01 00:00", "9999-12-31 24:00", "32.13.2026 25:61"),
    *(
        "in 9999 weeks at 9:00",
        "in 9999 days",
        "in 9999 hours",
        "in 0 days at 00:00",
        "через 9999 недель в 9:00",
    ),
]


@pytest.mark.parametrize("locale", [*TABLE, "xx"])
def test_hostile_texts_are_bounded_work(locale: str) -> None:
    warm_up([locale])
    begun = perf_counter()
    for typed in HOSTILE:
        check(read(typed, locale))
    assert perf_counter() - begun < 10


WORDS = sorted({word for table in TABLE.values() for typed in table for word in typed.split()})
words = st.sampled_from(WORDS) | st.from_regex(r"[0-9:./-]{1,6}", fullmatch=True)
sentences = st.lists(words, max_size=7).map(" ".join)
locales = st.sampled_from([*LANGUAGES, "pt-br", "en-us", "xx"])
zones = st.sampled_from(
    ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "Pacific/Apia"]
)
first, last = datetime.fromisoformat("2026-01-01"), datetime.fromisoformat("2030-12-31")


def check(reading: Reading, now: datetime = NOW) -> None:
    """Never naive; what is understood or proposed lies ahead, what is past is past."""
    match reading:
        case Understood(moment):
            assert now < moment.at <= now + timedelta(days=732)
            assert moment.at.tzinfo is UTC
            assert moment.wall.tzinfo is None
        case HourUnclear(_, candidates):
            assert list(candidates) == sorted(candidates, key=lambda each: each.at)
            assert all(each.at > now and each.at.tzinfo is UTC for each in candidates)
        case InThePast(moment):
            assert moment.at <= now
        case TooFar(moment):
            assert moment.at > now + timedelta(days=730)


@settings(max_examples=300, deadline=None)
@given(sentences | st.text(max_size=120), locales, zones, st.datetimes(first, last, timezones=st.just(UTC)))
def test_whatever_is_typed_is_never_an_error_never_past_never_naive(
    typed: str, locale: str, zone: str, now: datetime
) -> None:
    check(read(typed, locale, zone=zone, now=now), now)


@settings(deadline=None)
@given(
    st.datetimes(NOW.replace(tzinfo=None) + timedelta(days=2), NOW.replace(tzinfo=None) + timedelta(days=700))
)
def test_a_time_written_out_is_taken_at_its_word(meant: datetime) -> None:
    meant = meant.replace(second=0, microsecond=0)
    for typed in (f"{meant:%Y-%m-%d %H:%M}", f"{meant:%d.%m.%Y %H:%M}", f"{meant:%d.%m.%Y %H.%M}"):
        reading = read(typed, "de")
        assert isinstance(reading, Understood)
        assert reading.moment.wall == meant


def test_threads_do_not_disturb_each_other() -> None:
    rows = [(locale, typed, meant) for locale, table in TABLE.items() for typed, meant in table.items()][::3]
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda row: said(read(row[1], row[0])), rows))
    assert found == [meant for _, _, meant in rows]
