// What pages do beyond what they can do without a script: each part looks for its place on the page and is silent where there is none.

import { drops } from "./drop";
import { lines } from "./lines";
import { follow } from "./progress";
import { keys } from "./queue";

drops();
lines();
follow();
keys();
