-- What docker-compose.yml has PostgreSQL make when its volume is new.
CREATE DATABASE floorwalk_observation;
CREATE DATABASE floorwalk_counselling;
CREATE DATABASE floorwalk_keyring;
CREATE DATABASE floorwalk_followup;
CREATE DATABASE floorwalk_web;
