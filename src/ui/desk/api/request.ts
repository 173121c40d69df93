import { requestsBelow } from '../../shared/request.ts';

export { RequestError, configureRequests } from '../../shared/request.ts';

export const request = requestsBelow('/api/v1/desk');
